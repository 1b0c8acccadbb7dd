import { expect, it, onTestFinished } from 'vitest';
import { makeTarget } from '../../../proxy/test-support/relay-rig.ts';
import { createScriptedServer, type Script } from '../../../proxy/test-support/scripted-server.ts';
import { bytesAfterHead } from './bytes-after-head.ts';

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n';
const PREFIX = 'FLV\x01\x01\0\0\0\x09\0\0\0\x09';

async function count(script: Script, patch: Parameters<typeof makeTarget>[1] = {}) {
  const server = await createScriptedServer(script);
  onTestFinished(() => server.close());
  const target = makeTarget(`${server.url}/{name}?start={start}`, patch);
  const asked = { videoName: 'a.flv', start: '5' };
  const bytes = await bytesAfterHead(target, asked, AbortSignal.timeout(60_000));
  return { bytes, requests: server.requests };
}

it('is none of a server that keeps to HTTP, whether it keeps the connection or not', async () => {
  const { bytes, requests } = await count(({ socket }) => void socket.write(HEAD));
  expect(bytes).toBe(0);
  expect(requests.map(({ head }) => head.split('\r\n')[0])).toEqual(
    Array(2).fill('HEAD /a.flv?start=5 HTTP/1.1'),
  );
  expect((await count(({ socket }) => void socket.end(HEAD))).bytes).toBe(0);
});

it('is the prefix of one that writes it all the same, in the same write, later, or before it ends', async () => {
  const inOne: Script = ({ socket }) => void socket.write(HEAD + PREFIX, 'latin1');
  expect((await count(inOne)).bytes).toBe(13);
  let previous = '';
  const late: Script = ({ socket }) => {
    socket.write(previous + HEAD, 'latin1');
    previous = PREFIX;
  };
  expect((await count(late)).bytes).toBe(13);
  const last: Script = ({ socket }) => void socket.end(HEAD + PREFIX, 'latin1');
  expect((await count(last)).bytes).toBe(13);
});

it('goes by 1xx heads, and takes the target’s fields along', async () => {
  const early = 'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n';
  const { bytes, requests } = await count(({ socket }) => void socket.write(early + HEAD), {
    fields: [{ name: 'Cookie', value: 'a=b' }],
  });
  expect(bytes).toBe(0);
  expect(requests[0]?.header('cookie')).toBe('a=b');
});

it('is not known of one that does not answer, or that nobody reaches', async () => {
  expect((await count(({ socket }) => void socket.destroy())).bytes).toBeNull();
  const target = makeTarget('http://127.0.0.1:1/{name}?start={start}');
  const asked = { videoName: 'a.flv', start: '5' };
  expect(await bytesAfterHead(target, asked, AbortSignal.timeout(60_000))).toBeNull();
});

it('is not asked for where nobody waits any more', async () => {
  const server = await createScriptedServer(() => undefined);
  onTestFinished(() => server.close());
  const target = makeTarget(`${server.url}/{name}?start={start}`);
  const asked = { videoName: 'a.flv', start: '5' };
  expect(await bytesAfterHead(target, asked, AbortSignal.abort())).toBeNull();
  expect(server.requests).toEqual([]);
});
