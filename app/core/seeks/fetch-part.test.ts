import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { createScriptedServer, type Script } from '../../proxy/test-support/scripted-server.ts';
import { fetchPart } from './fetch-part.ts';

const init = { redirect: 'manual', signal: new AbortController().signal } as const;

async function serve(script: Script) {
  const server = await createScriptedServer(script);
  onTestFinished(() => server.close());
  return server;
}

async function fetched(script: Script, given: Parameters<typeof fetchPart>[1] = init) {
  const { url } = await serve(script);
  const part = await fetchPart(`${url}/`, given);
  const chunks: Uint8Array[] = [];
  for (let next = await part.body?.read(); next?.value; next = await part.body?.read()) {
    chunks.push(next.value);
  }
  return { ...part, text: Buffer.concat(chunks).toString() };
}

it('gives the bytes of a part as they came', async () => {
  const part = await fetched(({ socket }) =>
    socket.end('HTTP/1.1 206 Partial Content\r\nContent-Length: 4\r\n\r\nabcd'),
  );
  expect(part).toMatchObject({ status: 206, lengthBytes: 4, isRedirection: false, text: 'abcd' });
});

it('undoes a content coding, as a page does', async () => {
  const packed = gzipSync('abcd'.repeat(1000));
  const part = await fetched(({ socket }) => {
    const fields = `Content-Encoding: gzip\r\nContent-Length: ${packed.length}`;
    socket.write(`HTTP/1.1 200 OK\r\n${fields}\r\n\r\n`);
    socket.end(packed);
  });
  expect(part.text).toBe('abcd'.repeat(1000));
});

it.each([
  ['as they came', ''],
  ['of a content coding', 'Content-Encoding: gzip\r\n'],
])('breaks where the bytes %s break off', async (_, field) => {
  const packed = gzipSync('abcd');
  const asked = fetched(({ socket }) => {
    socket.write(`HTTP/1.1 200 OK\r\n${field}Content-Length: 5000\r\n\r\n`);
    socket.end(packed.subarray(0, 12));
  });
  await expect(asked).rejects.toThrow();
});

it('follows a redirection only where it may', async () => {
  const script: Script = ({ target, socket }) =>
    socket.end(
      target === '/there'
        ? 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab'
        : 'HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n',
    );
  expect(await fetched(script)).toMatchObject({ status: 302, isRedirection: true });
  const following = { ...init, redirect: 'follow' } as const;
  expect(await fetched(script, following)).toMatchObject({ status: 200, text: 'ab' });
});
