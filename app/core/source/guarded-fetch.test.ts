import { describe, expect, it, onTestFinished } from 'vitest';
import { createScriptedServer, type Script } from '../../proxy/test-support/scripted-server.ts';
import { createGuardedLookup } from '../../proxy/upstream/guarded-lookup.ts';
import { createGuardedFetch } from './guarded-fetch.ts';

const lookup = (isAllowed: boolean) => () => createGuardedLookup(() => isAllowed);
const init = { headers: {}, redirect: 'error', signal: new AbortController().signal } as const;

async function serve(script: Script) {
  const server = await createScriptedServer(script);
  onTestFinished(() => server.close());
  return server;
}

describe('createGuardedFetch', () => {
  it('gives status, fields and body as they came', async () => {
    const server = await serve(({ socket }) => {
      socket.end('HTTP/1.1 206 Partial Content\r\nX-A: 1\r\nContent-Length: 2\r\n\r\nab');
    });
    const answer = await createGuardedFetch(lookup(true))(`${server.url}/x`, {
      ...init,
      headers: { Range: 'bytes=0-1' },
    });
    expect([answer.status, answer.headers.get('x-a'), await answer.text()]).toEqual([
      206,
      '1',
      'ab',
    ]);
    expect(server.requests[0]?.header('range')).toBe('bytes=0-1');
  });

  it('connects to no address that a name must not lead to', async () => {
    const server = await serve(({ socket }) => socket.end('HTTP/1.1 200 OK\r\n\r\n'));
    const url = `http://localhost:${server.port}/`;
    await expect(createGuardedFetch(lookup(false))(url, init)).rejects.toThrow(/leads to .*127/);
    expect(server.connectionCount).toBe(0);
  });

  it('follows no redirection', async () => {
    const server = await serve(({ socket }) => {
      socket.end('HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n');
    });
    await expect(createGuardedFetch(lookup(true))(`${server.url}/`, init)).rejects.toThrow(/302/);
    expect(server.requests).toHaveLength(1);
  });

  it('names the reason when there is no answer', async () => {
    const server = await serve(({ socket }) => socket.destroy());
    await expect(createGuardedFetch(lookup(true))(`${server.url}/`, init)).rejects.toMatchObject({
      cause: { code: 'ECONNRESET' },
    });
  });
});
