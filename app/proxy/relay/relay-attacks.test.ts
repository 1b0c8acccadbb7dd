import dns from 'node:dns';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRelayRig, makeTarget, type RelayRig } from '../test-support/relay-rig.ts';
import { createScriptedServer, type ScriptedServer } from '../test-support/scripted-server.ts';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const ORIGIN = 'http://127.0.0.1:4444';
const secret = { name: 'X-Api-Key', value: 'secret-key' };

let server: ScriptedServer;
let other: ScriptedServer;
let rig: RelayRig;

beforeEach(async () => {
  [server, other] = (await Promise.all(
    [1, 2].map(() => createScriptedServer(({ socket }) => void socket.write(OK))),
  )) as [ScriptedServer, ScriptedServer];
});

afterEach(async () => {
  await rig.close();
  await Promise.all([server.close(), other.close()]);
});

const start = async (patch = {}, path = '/v/{name}?start={start}') => {
  rig = await createRelayRig([makeTarget(server.url + path, patch)], { corsOrigin: () => ORIGIN });
  return rig.connect();
};

const request = (target: string, lines = '', method = 'GET') =>
  `${method} ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\n${lines}\r\n`;

const redirect = (to: string, status = 302) =>
  `HTTP/1.1 ${status} Found\r\nLocation: ${to}\r\nContent-Length: 0\r\n\r\n`;

describe('nobody else', () => {
  it.each([
    ['a page of another site', 'Origin: https://evil.example\r\n'],
    ['a page of another port', 'Origin: http://127.0.0.1:4445\r\n'],
    ['a page without an origin', 'Origin: null\r\n'],
    ['an image in another page', 'Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n'],
    ['a page of a neighbouring port', 'Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: no-cors\r\n'],
  ])('may ask: %s', async (_, lines) => {
    const client = await start({ fields: [secret] });
    client.send(request('/t/x/a.flv', lines));
    const answer = await client.readAnswer();
    expect(answer.status).toBe(403);
    expect(answer.body.toString()).toMatch(/^relay_foreign_page\n/);
    expect(server.requests).toHaveLength(0);
  });

  it('is asked but the targets that were added', async () => {
    const client = await start();
    for (const target of [
      `/t/${other.url.slice(7)}/a.flv`,
      `/t/http:%2f%2f127.0.0.1:${other.port}/a.flv`,
      '/t/y/a.flv',
    ]) {
      client.send(request(target));
      // No target's address: the application's, which is not there.
      expect((await client.readAnswer()).body.toString()).toMatch(/^application_unreachable\n/);
    }
    expect([server.requests.length, other.requests.length]).toEqual([0, 0]);
  });

  it('is asked by a name that turns out to be this machine', async () => {
    const pattern = `http://video.example:${server.port}/v/{name}`;
    rig = await createRelayRig([makeTarget(pattern)]);
    const client = await rig.connect();
    // No name of any machine leads here for sure, so the resolver's answer is this test's.
    const resolver = vi
      .spyOn(dns, 'lookup')
      .mockImplementation(((
        _name: string,
        _options: object,
        found: (error: null, addresses: dns.LookupAddress[]) => void,
      ) => found(null, [{ address: '127.0.0.1', family: 4 }])) as typeof dns.lookup);
    onTestFinished(() => resolver.mockRestore());
    client.send(request('/t/x/a.flv'));
    const answer = await client.readAnswer();
    expect(answer.body.toString()).toMatch(
      /^target_unreachable\n.*leads to 127.0.0.1, not allowed/,
    );
    expect(server.connectionCount).toBe(0);
  });
});

describe('no two readings', () => {
  it.each([
    ['a body', 'Content-Length: 3\r\n', 'abc'],
    ['a chunked body', 'Transfer-Encoding: chunked\r\n', '0\r\n\r\n'],
    ['two lengths', 'Content-Length: 0\r\nContent-Length: 3\r\n', 'abc'],
    ['both framings', 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'],
    ['a folded line', 'X: a\r\n b\r\n', ''],
    ['a space before the colon', 'Content-Length : 3\r\n', 'abc'],
  ])('of a request with %s: it is refused', async (_, lines, body) => {
    const client = await start();
    client.send(request('/t/x/a.flv', lines) + body);
    expect([400, 501]).toContain((await client.readAnswer()).status);
    expect(server.requests).toHaveLength(0);
  });

  it.each(['POST', 'PUT', 'OPTIONS', 'TRACE'])('of %s: it is refused', async (method) => {
    const client = await start();
    client.send(request('/t/x/a.flv', '', method));
    expect((await client.readAnswer(method !== 'HEAD')).status).toBe(405);
    expect(server.requests).toHaveLength(0);
  });

  it('of a start that would be a line of its own', async () => {
    const client = await start({}, '/v/{name}');
    client.send(request('/t/x/a.flv?start=1-%0d%0aX-Evil:%201'));
    await client.readAnswer();
    const { head } = await server.request(1);
    expect(head).toContain('\r\nRange: bytes=1-%0d%0aX-Evil:%201-\r\n');
    expect(head).not.toMatch(/^x-evil/im);
  });

  it.each([
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    [
      'both framings',
      'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\na',
    ],
    ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n'],
    ['a bare line feed', 'HTTP/1.1 200 OK\nContent-Length: 1\n\na'],
    ['no HTTP', 'SSH-2.0-OpenSSH\r\n\r\n'],
  ])('of an answer with %s: it is not passed on', async (_, bytes) => {
    const client = await start();
    server.script = ({ socket }) => void socket.write(bytes);
    client.send(request('/t/x/a.flv', 'Connection: upgrade\r\nUpgrade: h2c\r\n'));
    const answer = await client.readAnswer();
    expect(answer.body.toString()).toMatch(/^target_bad_answer\n/);
  });

  it('of what follows an answer: it is nobody’s', async () => {
    const client = await start();
    server.script = ({ socket, method }) =>
      void socket.write(
        method === 'HEAD' ? `${OK}HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil` : OK,
      );
    client.send(request('/t/x/a.flv', '', 'HEAD'));
    await client.readAnswer(false);
    client.send(request('/t/x/a.flv'));
    expect((await client.readAnswer()).body.toString()).toBe('ok');
    expect(server.connectionCount).toBe(2);
  });
});

describe('a redirection', () => {
  it('is passed on as it is, unless the user said so', async () => {
    const client = await start();
    const sent = redirect(`${other.url}/b.flv`);
    server.script = ({ socket }) => void socket.write(sent);
    client.send(request('/t/x/a.flv'));
    expect((await client.readAnswer()).head).toBe(sent);
    expect(other.requests).toHaveLength(0);
  });

  it('to a listed host is followed, each a hop, and takes no credentials along', async () => {
    const client = await start({
      redirectHosts: new Set([`127.0.0.1:${other.port}`]),
      fields: [
        secret,
        { name: 'User-Agent', value: 'player/1' },
        { name: 'Referer', value: 'http://r/' },
      ],
    });
    server.script = ({ socket }) =>
      void socket.write(redirect(`${other.url}/b%2f.flv?sig=%7e#top`, 307));
    client.send(
      request(
        '/t/x/a.flv?start=5',
        'Authorization: Basic dTpw\r\nCookie: a=b\r\nX-Token: t\r\nRange: bytes=1-\r\n',
      ),
    );
    expect((await client.readAnswer()).body.toString()).toBe('ok');
    expect((await server.request(1)).head).toContain('X-Api-Key: secret-key');
    expect((await other.request(1)).head).toBe(
      `GET /b%2f.flv?sig=%7e HTTP/1.1\r\nHost: 127.0.0.1:${other.port}\r\nRange: bytes=1-\r\nUser-Agent: player/1\r\n\r\n`,
    );
    const { hops } = await rig.exchange(1);
    expect(hops.map(({ kind, status }) => [kind, status])).toEqual([
      ['client', 200],
      ['target', 307],
      ['target', 200],
    ]);
  });

  it('back to the target has its credentials again', async () => {
    const client = await start({
      redirectHosts: new Set([`127.0.0.1:${other.port}`, `127.0.0.1:${server.port}`]),
      fields: [secret],
    });
    server.script = ({ socket, target }) =>
      void socket.write(target.startsWith('/v/') ? redirect(`${other.url}/b`) : OK);
    other.script = ({ socket }) => void socket.write(redirect(`${server.url}/c`));
    client.send(request('/t/x/a.flv'));
    expect((await client.readAnswer()).status).toBe(200);
    expect((await other.request(1)).head).not.toContain('secret-key');
    expect((await server.request(2)).head).toContain('secret-key');
  });

  it('in a circle ends', async () => {
    const client = await start({ redirectHosts: new Set([`127.0.0.1:${server.port}`]) });
    server.script = ({ socket, target }) =>
      void socket.write(redirect(target === '/two' ? '/one' : '/two'));
    client.send(request('/t/x/a.flv'));
    const answer = await client.readAnswer();
    expect(answer.status).toBe(508);
    expect(answer.body.toString()).toMatch(/^target_redirect_loop\n/);
    expect(server.requests).toHaveLength(3);
  });

  it('without end ends', async () => {
    const client = await start({ redirectHosts: new Set([`127.0.0.1:${server.port}`]) });
    server.script = ({ socket }) => void socket.write(redirect(`/${server.requests.length}`));
    client.send(request('/t/x/a.flv'));
    expect((await client.readAnswer()).status).toBe(508);
    expect(server.requests.length).toBeLessThan(15);
  });

  it('to the relay itself is a loop', async () => {
    const hosts = new Set<string>();
    const client = await start({ redirectHosts: hosts });
    hosts.add(`127.0.0.1:${rig.reproxy.port}`);
    server.script = ({ socket }) => void socket.write(redirect(`${rig.reproxy.url}/t/x/a.flv`));
    client.send(request('/t/x/a.flv'));
    expect((await client.readAnswer()).body.toString()).toMatch(/^loop_detected\n/);
  });

  it.each(['ftp://127.0.0.1/a', 'javascript:alert(1)', 'http://[', ''])(
    'to "%s" is passed on',
    async (to) => {
      const client = await start({ redirectHosts: new Set(['127.0.0.1:80']) });
      const sent = redirect(to);
      server.script = ({ socket }) => void socket.write(sent);
      client.send(request('/t/x/a.flv'));
      expect((await client.readAnswer()).head).toBe(sent);
    },
  );
});

describe('https', () => {
  // Self-signed for localhost and 127.0.0.1.
  const read = (name: string) =>
    readFileSync(new URL(`../test-support/${name}`, import.meta.url), 'utf8');
  const cert = read('localhost.cert.pem');

  async function startTls(): Promise<number> {
    const secure = tls.createServer({ key: read('localhost.key.pem'), cert }, (socket) => {
      socket.on('error', () => {});
      socket.on('data', () => socket.write(OK));
    });
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => new Promise((resolve) => secure.close(() => resolve(undefined))));
    return (secure.address() as AddressInfo).port;
  }

  it.each([
    ['that nobody vouches for is named', {}, undefined, 502],
    ['is taken where the user said so', { isSelfSignedAllowed: true }, undefined, 200],
    ['of a known signer is taken', {}, cert, 200],
  ])('a certificate %s', async (_, patch, storageCertificates, status) => {
    const port = await startTls();
    rig = await createRelayRig(
      [makeTarget(`https://127.0.0.1:${port}/{name}`, patch)],
      storageCertificates === undefined ? {} : { storageCertificates },
    );
    const client = await rig.connect();
    client.send(request('/t/x/a.flv'));
    const answer = await client.readAnswer();
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.body.toString()).toBe('ok');
    else expect(answer.body.toString()).toMatch(/^target_certificate\n.*it is signed by itself/);
    client.destroy();
    await rig.close();
  });
});
