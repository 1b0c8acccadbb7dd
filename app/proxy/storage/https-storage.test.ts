import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { createMedia, differenceOf, PREFIX, partialHead, rangeOf } from '../test-support/media.ts';
import { createRig, type Rig, reproxyTo } from '../test-support/rig.ts';

// Self-signed for localhost and 127.0.0.1, made with `openssl req -x509 -newkey ec … -days 36500`.
const read = (name: string) =>
  readFileSync(new URL(`../test-support/${name}`, import.meta.url), 'utf8');
const key = read('localhost.key.pem');
const cert = read('localhost.cert.pem');

const media = createMedia(30_000_000);
let rig: Rig;
let server: tls.Server;

afterEach(async () => {
  await rig.close();
  await new Promise((resolve) => server.close(resolve));
});

/** An honest storage node that speaks TLS; counts its connections. */
async function startStorage(): Promise<{ port: number; connections: () => number }> {
  let count = 0;
  server = tls.createServer({ key, cert }, (socket) => {
    count += 1;
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      const head = bytes.toString('latin1');
      const header = () => /^range: (.*)\r$/im.exec(head)?.[1];
      const part = rangeOf({ head, method: 'GET', target: '/', socket, header }, media.length);
      if (part === null) return;
      socket.write(partialHead(part, media.length));
      socket.write(media.subarray(part.first));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, connections: () => count };
}

async function connect(host: string, port: number, storageCertificates?: string) {
  rig = await createRig({
    media,
    application: () =>
      reproxyTo([`https://${host}:${port}/video.flv`], 'X-REPROXY-FLV-START: 1000\r\n'),
    reproxy: {
      isStorageAllowed: () => true,
      ...(storageCertificates === undefined ? {} : { storageCertificates }),
    },
  });
  return rig.connect();
}

const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

describe('storage over https', () => {
  it.each(['127.0.0.1', 'localhost'])(
    'at %s sends the part, on a kept connection',
    async (host) => {
      const { port, connections } = await startStorage();
      const client = await connect(host, port, cert);
      for (let i = 0; i < 2; i++) {
        client.send(GET);
        const answer = await client.readAnswer();
        expect(differenceOf(answer.body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
      }
      expect(connections()).toBe(1);
    },
  );

  it('sends every byte to a client that takes them late', async () => {
    const { port } = await startStorage();
    const client = await connect('127.0.0.1', port, cert);
    client.socket.on('data', () => {
      client.socket.pause();
      setImmediate(() => client.socket.resume());
    });
    client.send(GET);
    const answer = await client.readAnswer();
    expect(differenceOf(answer.body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
  });

  it('whose certificate nobody vouches for is not used', async () => {
    const { port } = await startStorage();
    const client = await connect('localhost', port);
    client.send(GET);
    const answer = await client.readAnswer();
    expect(answer.status).toBe(503);
    expect(answer.body.toString()).toMatch(/storage_unreachable\n.*DEPTH_ZERO_SELF_SIGNED_CERT/);
  });
});
