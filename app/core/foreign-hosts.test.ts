import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseResponse, sendRaw } from '../origin/test-support/raw-request.ts';
import { makeTempDir } from '../origin/test-support/temp-dir.ts';
import { createScriptedServer } from '../proxy/test-support/scripted-server.ts';
import { run } from './test-support/run.ts';
import { createWorkbench, type WorkbenchOptions } from './workbench.ts';

const sampleDir = fileURLToPath(new URL('../../assets/samples', import.meta.url));

async function start(options: Partial<WorkbenchOptions> = {}) {
  const workbench = await createWorkbench({ dataDir: await makeTempDir(), sampleDir, ...options });
  onTestFinished(() => workbench.close());
  const { reproxy, application, storage } = await run(workbench, 'system.status', {});
  return {
    workbench,
    urls: { reproxy: reproxy.url, application: application.url, storage: storage.url },
  };
}

const paths = { reproxy: '/v/sample.flv', application: '/v/sample.flv', storage: '/sample.flv' };
const parts = ['reproxy', 'application', 'storage'] as const;

async function ask(url: string, requestLine: string, hostLine: string) {
  const request = `${requestLine}\r\n${hostLine}Connection: close\r\n\r\n`;
  return parseResponse(await sendRaw(Number(new URL(url).port), request));
}

describe.each(parts)('%s', (part) => {
  it.each([
    ['DNS rebinding', 'evil.example'],
    ['DNS rebinding, with our port', 'evil.example:PORT'],
    ['a name that begins with our address', '127.0.0.1.evil.example:PORT'],
    ['a name below localhost', 'evil.localhost:PORT'],
    ['an address of the network', '192.168.1.5:PORT'],
    ['the unspecified address', '0.0.0.0:PORT'],
  ])('%s: 421, and not a byte of a video', async (_, host) => {
    const { urls } = await start();
    const url = urls[part];
    const hostLine = `Host: ${host.replace('PORT', new URL(url).port)}\r\n`;
    for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS']) {
      const answer = await ask(url, `${method} ${paths[part]} HTTP/1.1`, hostLine);
      expect(answer.head, method).toMatch(/^HTTP\/1\.1 421 Misdirected Request\r\n/);
      if (method === 'GET') expect(answer.body.toString()).toMatch(/^host_not_ours\b/);
    }
  });

  it.each(['127.0.0.1:PORT', 'localhost:PORT', 'LocalHost', '[::1]:PORT', 'Videos.Example:8080'])(
    'Host: %s is ours',
    async (host) => {
      const { urls } = await start({ publicHosts: ['videos.example'] });
      const hostLine = `Host: ${host.replace('PORT', new URL(urls[part]).port)}\r\n`;
      const answer = await ask(urls[part], `GET ${paths[part]} HTTP/1.1`, hostLine);
      expect(answer.status).toBe(200);
    },
  );

  it('a client of HTTP/1.0 need not name a host', async () => {
    const { urls } = await start();
    expect((await ask(urls[part], `GET ${paths[part]} HTTP/1.0`, '')).status).toBe(200);
  });

  it('a stranger in the request target is refused too', async () => {
    const { urls } = await start();
    const target = `http://evil.example${paths[part]}`;
    const answer = await ask(urls[part], `GET ${target} HTTP/1.1`, 'Host: 127.0.0.1\r\n');
    expect([400, 421]).toContain(answer.status);
  });

  it('two hosts are refused, one of them ours', async () => {
    const { urls } = await start();
    const hostLines = 'Host: 127.0.0.1\r\nHost: evil.example\r\n';
    const answer = await ask(urls[part], `GET ${paths[part]} HTTP/1.1`, hostLines);
    expect([400, 421]).toContain(answer.status);
  });
});

it('a POST for a stranger does not reach the application, and stands in the log', async () => {
  const own = await createScriptedServer(({ socket }) => socket.end('HTTP/1.1 200 OK\r\n\r\n'));
  onTestFinished(() => own.close());
  const { workbench, urls } = await start({ configuration: { applicationUrl: own.url } });
  const post = 'POST /delete?all HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 4\r\n\r\ndata';
  const answer = parseResponse(await sendRaw(Number(new URL(urls.reproxy).port), post));
  expect(answer.status).toBe(421);
  expect(own.connectionCount).toBe(0);
  const { exchanges } = await run(workbench, 'log.get', { number: 1 });
  expect(exchanges).toMatchObject([
    {
      outcome: 'failed',
      error: { code: 'host_not_ours' },
      hops: [{ kind: 'client', status: 421 }],
    },
  ]);
});
