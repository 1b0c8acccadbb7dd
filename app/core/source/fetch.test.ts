import { describe, expect, it, onTestFinished } from 'vitest';
import { createScriptedServer, type Script } from '../../proxy/test-support/scripted-server.ts';
import { createGuardedLookup } from '../../proxy/upstream/guarded-lookup.ts';
import { createFetch, type Fetched } from './fetch.ts';

const lookup = (isAllowed: boolean) => () => createGuardedLookup(() => isAllowed);
const init = { headers: {}, redirect: 'error', signal: new AbortController().signal } as const;

async function textOf({ body }: Fetched): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function serve(script: Script) {
  const server = await createScriptedServer(script);
  onTestFinished(() => server.close());
  return server;
}

describe('createFetch', () => {
  it('gives status, fields and body as they came', async () => {
    const server = await serve(({ socket }) => {
      socket.end('HTTP/1.1 206 Partial Content\r\nX-A: 1\r\nContent-Length: 2\r\n\r\nab');
    });
    const answer = await createFetch(lookup(true))(`${server.url}/x`, {
      ...init,
      headers: { Range: 'bytes=0-1' },
    });
    expect([answer.status, answer.field('x-a'), await textOf(answer)]).toEqual([206, '1', 'ab']);
    expect(server.requests[0]?.header('range')).toBe('bytes=0-1');
  });

  it('takes a head as large as the relay passes on', async () => {
    const server = await serve(({ socket }) => {
      socket.end(`HTTP/1.1 200 OK\r\nX-Big: ${'a'.repeat(65_000)}\r\nContent-Length: 2\r\n\r\nab`);
    });
    const answer = await createFetch()(`${server.url}/`, init);
    expect([answer.field('x-big')?.length, await textOf(answer)]).toEqual([65_000, 'ab']);
  });

  it('connects to no address that a name must not lead to', async () => {
    const server = await serve(({ socket }) => socket.end('HTTP/1.1 200 OK\r\n\r\n'));
    const url = `http://localhost:${server.port}/`;
    await expect(createFetch(lookup(false))(url, init)).rejects.toThrow(/leads to .*127/);
    expect(server.connectionCount).toBe(0);
  });

  it('leaves a connection to others once its own answer is whole', async () => {
    const server = await serve(({ socket }) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab');
    });
    const fetch = createFetch();
    for (let i = 0; i < 20; i += 1) {
      const aborting = new AbortController();
      const answer = await fetch(`${server.url}/`, { ...init, signal: aborting.signal });
      expect(await textOf(answer)).toBe('ab');
      aborting.abort();
    }
    expect(server.connectionCount).toBe(1);
  });

  it('tells the reason of a signal that ends the wait for an answer, on a kept connection too', async () => {
    const aborting = new AbortController();
    const server = await serve(({ target, socket }) => {
      if (target === '/first') socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab');
      else aborting.abort(new Error('not wanted'));
    });
    const fetch = createFetch();
    await textOf(await fetch(`${server.url}/first`, init));
    const waiting = { ...init, signal: aborting.signal };
    await expect(fetch(`${server.url}/`, waiting)).rejects.toThrow('not wanted');
    await expect(fetch(`${server.url}/`, waiting)).rejects.toThrow('not wanted');
    expect(server.requests.map(({ target }) => target)).toEqual(['/first', '/']);
  });

  it('follows no redirection', async () => {
    const server = await serve(({ socket }) => {
      socket.end('HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n');
    });
    await expect(createFetch(lookup(true))(`${server.url}/`, init)).rejects.toThrow(/302/);
    expect(server.requests).toHaveLength(1);
  });

  it('follows redirections where that is wanted, but not for ever', async () => {
    const server = await serve(({ target, socket }) => {
      const head =
        target === '/last' ? '200 OK' : `302 Found\r\nLocation: ${target === '/' ? '/last' : '?'}`;
      socket.end(`HTTP/1.1 ${head}\r\nContent-Length: 2\r\n\r\nab`);
    });
    const following = { ...init, redirect: 'follow' } as const;
    const answer = await createFetch()(`${server.url}/`, following);
    expect([answer.status, await textOf(answer)]).toEqual([200, 'ab']);
    await expect(createFetch()(`${server.url}/round`, following)).rejects.toThrow(
      /20 redirections/,
    );
  });

  it('follows no redirection out of HTTP', async () => {
    const server = await serve(({ socket }) => {
      socket.end('HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n');
    });
    const following = { ...init, redirect: 'follow' } as const;
    await expect(createFetch()(`${server.url}/`, following)).rejects.toThrow(/file:/);
  });

  it('ends an answer that is given up, each time', async () => {
    let open = 0;
    const server = await serve(({ socket }) => {
      open += 1;
      socket.on('close', () => {
        open -= 1;
      });
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nab');
    });
    const fetch = createFetch();
    for (let round = 0; round < 50; round++) {
      const leaving = new AbortController();
      const answer = await fetch(`${server.url}/`, { ...init, signal: leaving.signal });
      const reading = textOf(answer);
      leaving.abort();
      await expect(reading).rejects.toThrow();
    }
    await expect.poll(() => open).toBe(0);
  });

  it('names the reason when there is no answer', async () => {
    const server = await serve(({ socket }) => socket.destroy());
    await expect(createFetch(lookup(true))(`${server.url}/`, init)).rejects.toMatchObject({
      cause: { code: 'ECONNRESET' },
    });
  });
});
