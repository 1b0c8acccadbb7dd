import { afterEach, describe, expect, it } from 'vitest';
import { createMedia, differenceOf, honestStorage } from './test-support/media.ts';
import type { RawClient } from './test-support/raw-client.ts';
import { createRig, type Rig, type RigOptions, reproxyTo } from './test-support/rig.ts';
import type { Script } from './test-support/scripted-server.ts';

const media = createMedia(50_000);
const get = (fields: string) => `GET / HTTP/1.1\r\nHost: a\r\n${fields}\r\n`;
let rig: Rig;

afterEach(() => rig.close());

async function connect(options: Partial<RigOptions> = {}): Promise<RawClient> {
  rig = await createRig({ media, ...options });
  return rig.connect();
}

describe('X-REPROXY-URL', () => {
  const storage = () => rig.storages[0];

  /** What the reproxy answers when the application sends that URL. */
  async function answerTo(
    url: (storagePort: number) => string,
    reproxy: RigOptions['reproxy'] = {},
  ) {
    rig = await createRig({ media, reproxy });
    rig.application.script = reproxyTo([url(storage()?.port ?? 0)]);
    const client = await rig.connect();
    client.send(get(''));
    return client.readAnswer();
  }

  it.each([
    ['another port', (port: number) => `http://127.0.0.1:${port + 1}/`, 'storage_not_allowed'],
    [
      'another name of this machine',
      (port: number) => `http://localhost:${port}/`,
      'storage_not_allowed',
    ],
    [
      'another address of this machine',
      (port: number) => `http://127.0.0.2:${port}/`,
      'storage_not_allowed',
    ],
    ['IPv4 in IPv6', (port: number) => `http://[::ffff:127.0.0.1]:${port}/`, 'storage_not_allowed'],
    ['a metadata service', () => 'http://169.254.169.254/latest/meta-data/', 'storage_not_allowed'],
    [
      'userinfo',
      (port: number) => `http://127.0.0.1:${port}@evil.example/`,
      'reproxy_url_unusable',
    ],
    ['a short address', (port: number) => `http://127.1:${port}/`, 'reproxy_url_unusable'],
    ['a decimal address', (port: number) => `http://2130706433:${port}/`, 'reproxy_url_unusable'],
    ['a hex address', (port: number) => `http://0x7f.0.0.1:${port}/`, 'reproxy_url_unusable'],
    ['an octal address', (port: number) => `http://0177.0.0.1:${port}/`, 'reproxy_url_unusable'],
    ['a fragment', (port: number) => `http://127.0.0.1:${port}/#/a`, 'reproxy_url_unusable'],
    ['a backslash', (port: number) => `http://127.0.0.1:${port}\\@evil/`, 'reproxy_url_unusable'],
    ['file:', () => 'file:///etc/passwd', 'reproxy_url_unusable'],
    ['port 0', () => 'http://127.0.0.1:0/', 'reproxy_url_unusable'],
    ['port 65536', () => 'http://127.0.0.1:65536/', 'reproxy_url_unusable'],
    ['nothing', () => '', 'reproxy_url_unusable'],
  ])('that names %s', async (_what, url, code) => {
    const answer = await answerTo(url);
    expect(answer.status).toBe(503);
    expect(answer.body.toString()).toMatch(new RegExp(`^${code}\n`));
    expect(storage()?.connectionCount).toBe(0);
  });

  it('is never followed on a redirect', async () => {
    rig = await createRig({
      media,
      storages: [
        ({ socket }) =>
          socket.write(
            'HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n',
          ),
      ],
    });
    const client = await rig.connect();
    client.send(get(''));
    expect((await client.readAnswer()).body.toString()).toMatch(/^storage_bad_status\n/);
    expect(storage()?.requests).toHaveLength(1);
  });

  it('cannot inject a header into the storage request', async () => {
    rig = await createRig({ media });
    rig.application.script = reproxyTo([`${storage()?.url}/a%0d%0aX-Injected:%201`]);
    const client = await rig.connect();
    client.send(get(''));
    await client.readAnswer();
    expect(storage()?.requests[0]?.target).toBe('/a%0d%0aX-Injected:%201');
    expect(storage()?.requests[0]?.header('x-injected')).toBeUndefined();
  });
});

describe('loops', () => {
  it('an X-REPROXY-URL back to ourselves is not followed, even when allowed', async () => {
    rig = await createRig({ media, reproxy: { isStorageAllowed: () => true } });
    rig.application.script = reproxyTo([
      `${rig.reproxy.url}/a`,
      `http://localhost:${rig.reproxy.port}/a`,
    ]);
    const client = await rig.connect();
    client.send(get(''));
    const answer = await client.readAnswer();
    expect(answer.status).toBe(508);
    expect(answer.body.toString()).toMatch(/^loop_detected\n/);
    expect(rig.reproxy.stats.exchanges).toBe(1);
  });

  it('an application that is ourselves gives one 508, not a thousand requests', async () => {
    rig = await createRig({ media });
    rig.reproxy.configure({ application: rig.reproxy.url });
    const client = await rig.connect();
    client.send(get(''));
    expect((await client.readAnswer()).status).toBe(508);
    expect(rig.reproxy.stats.exchanges).toBe(2);
  });

  it('storage that asks us back is told by Via', async () => {
    rig = await createRig({ media });
    const back = await rig.connect();
    if (rig.storages[0]) {
      rig.storages[0].script = ({ head, socket }) => {
        const via = /^Via: .*\r\n/m.exec(head)?.[0] ?? '';
        back.send(get(via));
        socket.write('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
      };
    }
    const client = await rig.connect();
    client.send(get(''));
    await client.readAnswer();
    expect((await back.readAnswer()).status).toBe(508);
  });
});

describe('servers behind that misbehave', () => {
  it('an application whose body never ends beside X-REPROXY-URL delays nobody', async () => {
    const client = await connect({
      application:
        (urls) =>
        ({ socket }) => {
          socket.write(
            `HTTP/1.1 200 OK\r\nX-REPROXY-URL: ${urls[0]}\r\nTransfer-Encoding: chunked\r\n\r\n`,
          );
          const flood = () =>
            socket.write(`8000\r\n${'x'.repeat(0x8000)}\r\n`, () => socket.destroyed || flood());
          flood();
        },
    });
    client.send(get(''));
    const { body } = await client.readAnswer();
    expect(differenceOf(body, media)).toBeNull();
    const [socket] = rig.application.sockets;
    if (socket !== undefined) await new Promise((resolve) => socket.once('close', resolve));
  });

  it.each([
    ['an endless head', 'X-A: 1\r\n'.repeat(20_000)],
    ['two Content-Lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok'],
    [
      'Content-Length and Transfer-Encoding',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nok',
    ],
    ['an unknown Transfer-Encoding', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nok'],
    ['a folded line', 'HTTP/1.1 200 OK\r\nX: 1\r\n y\r\nContent-Length: 2\r\n\r\nok'],
    ['NUL in a value', 'HTTP/1.1 200 OK\r\nX: \0\r\nContent-Length: 2\r\n\r\nok'],
    ['a status of two digits', 'HTTP/1.1 20 OK\r\nContent-Length: 2\r\n\r\nok'],
    ['a protocol switch', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n'],
    ['HTTP/2', 'HTTP/2 200\r\n\r\n'],
  ])('an application that sends %s gives 502', async (_what, bytes) => {
    const client = await connect({
      application:
        () =>
        ({ socket }) =>
          socket.write(bytes, 'latin1'),
    });
    client.send(get(''));
    const answer = await client.readAnswer();
    expect(answer.status).toBe(502);
    expect(answer.body.toString()).toMatch(/^application_bad_answer\n/);
  });

  it('an application that sends 1xx without end gives 502 in the end', async () => {
    const client = await connect({
      application:
        () =>
        ({ socket }) =>
          socket.write('HTTP/1.1 102 Processing\r\n\r\n'.repeat(100)),
    });
    client.send(get(''));
    for (let i = 0; i < 16; i++) expect((await client.readAnswer()).status).toBe(102);
    expect((await client.readAnswer()).status).toBe(502);
  });

  it('storage that answers before it is asked poisons nothing', async () => {
    const honest = honestStorage(media);
    const client = await connect({
      storages: [
        (request) => {
          honest(request);
          request.socket.write('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison');
        },
      ],
    });
    for (let i = 0; i < 3; i++) {
      client.send(get(''));
      expect(differenceOf((await client.readAnswer()).body, media)).toBeNull();
    }
  });
});

describe('servers behind that dawdle', () => {
  /** A head that never ends, one byte after the other, as long as the connection stands. */
  const drip: Script = ({ socket }) => {
    socket.write('HTTP/1.1 200 OK\r\nX: ');
    const timer = setInterval(() => socket.write('x'), 5);
    socket.on('close', () => clearInterval(timer));
  };
  const reproxy = { timeouts: { firstByteMs: 80 } };

  it('an application’s head of one byte after the other ends in 504', async () => {
    const client = await connect({ application: () => drip, reproxy });
    client.send(get(''));
    const answer = await client.readAnswer();
    expect(answer.status).toBe(504);
    expect(answer.body.toString()).toMatch(/^application_timeout\n/);
  });

  it.each([
    ['of one byte after the other', drip],
    ['of a megabyte', ({ socket }) => socket.write(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(1e6)}`)],
  ] satisfies [string, Script][])(
    'storage’s head %s is not waited for: the next URL is asked',
    async (_what, script) => {
      const client = await connect({ storages: [script, honestStorage(media)], reproxy });
      client.send(get(''));
      expect(differenceOf((await client.readAnswer()).body, media)).toBeNull();
      const { hops } = await rig.exchange();
      expect(hops.map(({ kind }) => kind).slice(2)).toEqual(['storage', 'storage']);
    },
  );
});
