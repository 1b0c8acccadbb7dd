import { afterEach, describe, expect, it } from 'vitest';
import { createMedia, differenceOf, honestStorage, PREFIX } from '../../test-support/media.ts';
import { createRig, type Rig, type RigOptions } from '../../test-support/rig.ts';

// What each of these does to a real Perlbal is compared in conformance/; here is why it is a bug.
const media = createMedia(50_000);
const GET = 'GET /v/a.flv HTTP/1.1\r\nHost: site\r\n\r\n';
let rig: Rig;

afterEach(() => rig.close());

async function connect(start: string, options: Partial<RigOptions> = {}) {
  rig = await createRig({
    media,
    fields: `X-REPROXY-FLV-START: ${start}\r\n`,
    ...options,
    reproxy: { quirks: true, ...options.reproxy },
  });
  return rig.connect();
}

describe('perlbal-patch with quirks', () => {
  it('speaks HTTP/1.0 and sends storage the client’s Host', async () => {
    const client = await connect('1000');
    client.send(GET);
    const answer = await client.readAnswer();
    expect(answer.head).toMatch(/^HTTP\/1\.0 200 OK\r\n/);
    expect(differenceOf(answer.body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
    expect(rig.storages[0]?.requests[0]?.head).toBe(
      'GET /video.flv HTTP/1.0\r\nConnection: keep-alive\r\nRange: bytes=1000-\r\nHost: site\r\n\r\n',
    );
  });

  it('puts 13 bytes after the head of HEAD, which poison the next answer', async () => {
    const client = await connect('1000');
    client.send('HEAD /v/a.flv HTTP/1.1\r\nHost: a\r\n\r\n');
    await client.readAnswer(false);
    client.send(GET);
    await client.until(() => client.hasReceived(30));
    expect(client.received.toString('hex', 0, 13)).toBe(PREFIX.toString('hex'));
    expect(client.received.toString('latin1', 13, 30)).toBe('HTTP/1.0 200 OK\r\n');
  });

  it.each(['50000', 'abc', '-5'])(
    'start=%s: 200, prefix, and storage’s error page',
    async (start) => {
      const page = 'HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 4\r\n\r\nnope';
      const client = await connect(start, { storages: [({ socket }) => socket.write(page)] });
      client.send(GET);
      const answer = await client.readAnswer();
      expect(answer.status).toBe(200);
      expect(answer.body.toString('latin1')).toBe(`${PREFIX.toString('latin1')}nope`);
    },
  );

  it('puts the prefix in front of the whole file when storage ignores Range', async () => {
    const ignoring = honestStorage(media);
    const client = await connect('1000', {
      storages: [(request) => ignoring({ ...request, header: () => undefined })],
    });
    client.send(GET);
    const { body } = await client.readAnswer();
    expect(differenceOf(body, Buffer.concat([PREFIX, media]))).toBeNull();
  });

  it('leaves the client in the dark when storage breaks off, and open when the body is short', async () => {
    const client = await connect('1000', {
      storages: [
        ({ socket }) => {
          socket.end('HTTP/1.1 206 Partial Content\r\nContent-Length: 49000\r\n\r\nshort');
        },
      ],
    });
    client.send(GET);
    await client.until(() => client.received.includes('short'));
    client.send(GET);
    await client.until(() => client.received.includes('shortHTTP/1.0 200 OK'));
    expect(client.hasEnded).toBe(false);
  });

  it('cannot pipeline', async () => {
    const client = await connect('1000');
    client.send(GET + GET);
    const answer = await client.readAnswer();
    expect(answer.status).toBe(400);
    expect(answer.body.toString()).toBe("<h1>400 - Bad request</h1>\nCan't pipeline to HTTP/1.0");
    expect(await client.readToEnd()).toHaveLength(0);
  });

  it('still asks only allowed storage', async () => {
    const client = await connect('1000', { reproxy: { isStorageAllowed: () => false } });
    client.send(GET);
    expect((await client.readAnswer()).body.toString()).toMatch(/^storage_not_allowed\n/);
    expect(rig.storages[0]?.connectionCount).toBe(0);
  });

  it('can be switched off while running', async () => {
    const client = await connect('50000');
    rig.reproxy.configure({ application: rig.application.url, quirks: false });
    client.send(GET);
    expect((await client.readAnswer()).status).toBe(416);
  });
});
