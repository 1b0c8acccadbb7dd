import type { Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cutAt, cutsOf } from '../test-support/chunking.ts';
import { createRelayRig, makeTarget, type RelayRig } from '../test-support/relay-rig.ts';
import { createScriptedServer, type ScriptedServer } from '../test-support/scripted-server.ts';

let server: ScriptedServer;
let rig: RelayRig;

beforeEach(async () => {
  server = await createScriptedServer(({ socket }) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
  });
});

afterEach(async () => {
  await rig.close();
  await server.close();
});

const start = async (path = '/v/{name}?start={start}', patch = {}, options = {}) => {
  rig = await createRelayRig([makeTarget(server.url + path, patch)], options);
  return rig.connect();
};
/** One write each, so that the relay reads them as they are cut. */
async function sendAll(socket: Socket, pieces: readonly Buffer[]): Promise<void> {
  for (const piece of pieces) {
    socket.write(piece);
    await new Promise(setImmediate);
  }
}

const fieldLine = fc
  .tuple(
    fc.constantFrom('X-A', 'x-a', 'Server', 'Set-Cookie', 'Accept-Ranges', 'Via', 'Vary', 'ETag'),
    fc.constantFrom(':', ': ', ':  ', ':\t'),
    fc.stringMatching(/^[\x21-\x7e\x80-\xff]{0,20}$/),
    fc.constantFrom('', ' '),
  )
  .map((parts) => `${parts.join('')}\r\n`);

/** Whole answers, framed by length or in chunks, and cut anywhere. */
const answers = fc
  .record({
    status: fc.constantFrom('200 OK', '206 Partial Content', '404 Gone Away', '500 '),
    fields: fc.array(fieldLine, { maxLength: 8 }),
    body: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    isChunked: fc.boolean(),
    chunkAt: cutsOf(300),
    cuts: cutsOf(700),
  })
  .map(({ status, fields, body, isChunked, chunkAt, cuts }) => {
    const framing = isChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`;
    const head = `HTTP/1.1 ${status}\r\n${fields.join('')}${framing}\r\n\r\n`;
    const chunks = cutAt(body, chunkAt).filter(({ length }) => length > 0);
    const framed = isChunked
      ? Buffer.concat([
          ...chunks.map((chunk) => Buffer.concat([size(chunk), chunk, Buffer.from('\r\n')])),
          Buffer.from('0\r\n\r\n'),
        ])
      : body;
    return {
      head,
      body,
      pieces: cutAt(Buffer.concat([Buffer.from(head, 'latin1'), framed]), cuts),
    };
  });

const size = (chunk: Buffer) => Buffer.from(`${chunk.length.toString(16)}\r\n`);

const host = () => `127.0.0.1:${server.port}`;

describe('the request', () => {
  it('goes on byte for byte, but for Host and our own parameter', async () => {
    const client = await start();
    client.send(
      'GET /t/x/a%20b/c.flv?token=%2f&start=0123&seek=p-1&Z HTTP/1.1\r\nAccept:*/*\r\nhOST: 127.0.0.1\r\nX-Odd:  two  spaces \r\nConnection: keep-alive\r\nx-odd: again\r\n\r\n',
    );
    await client.readAnswer();
    expect((await server.request(1)).head).toBe(
      `GET /v/a%20b/c.flv?start=0123&token=%2f&Z HTTP/1.1\r\nAccept:*/*\r\nhOST: ${host()}\r\nX-Odd:  two  spaces \r\nConnection: keep-alive\r\nx-odd: again\r\n\r\n`,
    );
    expect((await rig.exchange(1)).seekId).toBe('p-1');
  });

  it('asks by Range where the pattern has no start, and without one for the whole file', async () => {
    const client = await start('/v/{name}');
    client.send('GET /t/x/a.flv?start=77 HTTP/1.1\r\nHost: 127.0.0.1\r\nRange: bytes=1-2\r\n\r\n');
    await client.readAnswer();
    client.send('GET /t/x/a.flv HTTP/1.1\r\nHost: 127.0.0.1\r\nRange: bytes=1-2\r\n\r\n');
    await client.readAnswer();
    expect((await server.request(1)).head).toBe(
      `GET /v/a.flv HTTP/1.1\r\nHost: ${host()}\r\nRange: bytes=77-\r\n\r\n`,
    );
    expect((await server.request(2)).header('range')).toBe('bytes=1-2');
  });

  it('keeps its version: HTTP/1.0 stays HTTP/1.0', async () => {
    const client = await start();
    client.send('GET /t/x/a.flv HTTP/1.0\r\n\r\n');
    await client.readToEnd();
    expect((await server.request(1)).head).toBe(`GET /v/a.flv HTTP/1.0\r\nHost: ${host()}\r\n\r\n`);
  });

  it('gets the fields of the target, in place of the client’s; no record has their values', async () => {
    const client = await start(undefined, {
      fields: [
        { name: 'Authorization', value: 'Basic c2VjcmV0OnNlY3JldA==' },
        { name: 'User-Agent', value: 'player-77/1' },
      ],
    });
    server.script = ({ socket }) => {
      socket.write('HTTP/1.1 200 OK\r\nX-Echo: c2VjcmV0OnNlY3JldA==\r\nContent-Length: 0\r\n\r\n');
    };
    client.send('GET /t/x/a.flv HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: curl\r\nA: b\r\n\r\n');
    const answer = await client.readAnswer();
    expect(answer.header('x-echo')).toBe('c2VjcmV0OnNlY3JldA==');
    expect((await server.request(1)).head).toBe(
      `GET /v/a.flv HTTP/1.1\r\nHost: ${host()}\r\nUser-Agent: player-77/1\r\nA: b\r\nAuthorization: Basic c2VjcmV0OnNlY3JldA==\r\n\r\n`,
    );
    const record = JSON.stringify(await rig.exchange(1));
    expect(record).toContain('Authorization: ***');
    expect(record).toContain('User-Agent: ***');
    expect(record).not.toContain('c2VjcmV0');
    expect(record).not.toContain('player-77');
  });

  it('of our own page says nothing of that page', async () => {
    const origin = 'http://127.0.0.1:4444';
    const client = await start(undefined, {}, { corsOrigin: () => origin });
    client.send(
      `GET /t/x/a.flv?seek=p-1 HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: ${origin}\r\nReferer: ${origin}/\r\nSec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\nCookie: a=b\r\nCache-Control: no-cache\r\nPragma: no-cache\r\nUser-Agent: Mozilla/5.0\r\nAccept: */*\r\n\r\n`,
    );
    server.script = ({ socket }) => {
      socket.write(
        'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: https://else\r\nETag: "1"\r\nContent-Length: 0\r\n\r\n',
      );
    };
    const answer = await client.readAnswer();
    expect((await server.request(1)).head).toBe(
      `GET /v/a.flv HTTP/1.1\r\nHost: ${host()}\r\nUser-Agent: Mozilla/5.0\r\nAccept: */*\r\n\r\n`,
    );
    expect(answer.head).toBe(
      `HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Length: 0\r\nAccess-Control-Allow-Origin: ${origin}\r\nAccess-Control-Expose-Headers: Content-Range\r\nVary: Origin\r\n\r\n`,
    );
  });
});

describe('the answer', () => {
  it('in any chunking has the same head and body as the target sent', async () => {
    const client = await start();
    await fc.assert(
      fc.asyncProperty(answers, async ({ head, body, pieces }) => {
        server.script = ({ socket }) => void sendAll(socket, pieces);
        client.send('GET /t/x/a.flv?start=5 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
        const answer = await client.readAnswer();
        expect(answer.head).toBe(head);
        expect(answer.body.equals(body)).toBe(true);
        const exchange = rig.exchanges.at(-1);
        expect(exchange?.hops.map(({ kind }) => kind)).toEqual(['client', 'target']);
        for (const hop of exchange?.hops ?? []) expect(hop.responseHead).toBe(head);
      }),
      { numRuns: 60 },
    );
  });

  it('to HEAD has no body, and what the target sends behind it never begins the next answer', async () => {
    const client = await start();
    server.script = ({ socket, method }) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n');
      if (method === 'GET') socket.write('body');
    };
    client.send('HEAD /t/x/a.flv HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    expect((await client.readAnswer(false)).header('content-length')).toBe('4');
    const { socket } = await server.request(1);
    client.send('GET /t/x/a.flv HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await server.request(2);
    socket.write('FLV\x01\x01\0\0\0\x09\0\0\0\x09');
    expect((await client.readAnswer()).body.toString()).toBe('body');
    expect(server.connectionCount).toBe(2);
  });

  it('of pipelined requests comes in their order', async () => {
    const client = await start();
    server.script = ({ socket, target }) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${target.length}\r\n\r\n${target}`);
    };
    const ask = (n: number) => `GET /t/x/a.flv?start=${n} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
    client.send([1, 2, 3].map(ask).join(''));
    for (const n of [1, 2, 3]) {
      expect((await client.readAnswer()).body.toString()).toBe(`/v/a.flv?start=${n}`);
    }
  });

  it('of HTTP/1.0 ends with the connection', async () => {
    const client = await start();
    const sent = 'HTTP/1.0 200 OK\r\nServer: old\r\n\r\nuntil the end';
    server.script = ({ socket }) => void socket.end(sent);
    client.send('GET /t/x/a.flv HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    expect((await client.readToEnd()).toString()).toBe(sent);
  });

  it('that is cut off is cut off', async () => {
    const client = await start();
    server.script = ({ socket }) =>
      void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf');
    client.send('GET /t/x/a.flv HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    const received = (await client.readToEnd()).toString();
    expect(received).toBe('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf');
    expect(await rig.exchange(1)).toMatchObject({ outcome: 'cut', error: { code: 'target_cut' } });
  });

  it('is no longer asked for when the client goes away', async () => {
    const client = await start();
    server.script = ({ socket }) =>
      void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx');
    client.send('GET /t/x/a.flv HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    const { socket } = await server.request(1);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await client.until(() => client.hasReceived(40));
    client.destroy();
    await closed;
    expect((await rig.exchange(1)).outcome).toBe('client_gone');
  });

  it('of 401 asks the client, whose answer goes on', async () => {
    const client = await start();
    server.script = ({ socket, header }) => {
      const isKnown = header('authorization') === 'Basic dTpw';
      socket.write(
        isKnown
          ? 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'
          : 'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="v"\r\nContent-Length: 0\r\n\r\n',
      );
    };
    client.send('GET /t/x/a.flv HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    expect((await client.readAnswer()).header('www-authenticate')).toBe('Basic realm="v"');
    client.send('GET /t/x/a.flv HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic dTpw\r\n\r\n');
    expect((await client.readAnswer()).status).toBe(200);
  });
});
