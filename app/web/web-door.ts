import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { CodedError } from '../contract/errors.ts';
import { MAX_REQUEST_BYTES } from '../contract/rpc.ts';
import type { Workbench } from '../core/workbench.ts';
import { type Decision, isRequestAllowed } from './is-request-allowed.ts';
import { serveRpcSocket } from './rpc-socket.ts';
import { securityHeaders } from './security-headers.ts';
import { readStaticFiles } from './static-files.ts';
import { watchRenderer } from './watch-renderer.ts';

export interface WebDoorOptions {
  workbench: Workbench;
  /** Folder of the built renderer. */
  rendererDir: string;
  /** 0 (default) lets the system choose. */
  port?: number;
  /** Loads the renderer again, and the pages too, when its files change. */
  isWatching?: boolean;
}

export interface WebDoor {
  /** The console's address, with this run's token in it. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the console to browsers on this machine: the renderer's files and the WebSocket.
 *
 * Threat model. The user is trusted; other web pages in the user's browser, other users of this
 * machine and other machines are not. Therefore: 127.0.0.1 only; a random token per run as the
 * first path segment of everything; Host, Origin and Sec-Fetch checked (`isRequestAllowed`); files
 * only from a fixed list; a Content-Security-Policy that starts from nothing.
 * @throws CodedError `port_in_use`
 */
export async function createWebDoor(options: WebDoorOptions): Promise<WebDoor> {
  const { workbench, rendererDir } = options;
  let files = await readStaticFiles(rendererDir);
  const token = randomBytes(24).toString('base64url');

  const server = createServer();
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  const headers = securityHeaders(`ws://127.0.0.1:${port}`, workbench.reproxyUrl);
  workbench.setConsoleOrigin(`http://127.0.0.1:${port}`);

  const decide = (request: IncomingMessage, isUpgrade: boolean): Decision =>
    isRequestAllowed(factsOf(request, isUpgrade), { port, token });

  server.on('request', (request, response) => {
    const decision = decide(request, false);
    if (!decision.isAllowed) return sendText(response, decision.status, headers, decision.reason);
    const file = files.get(decision.path === '' ? 'index.html' : decision.path);
    if (file === undefined) return sendText(response, 404, headers, 'there is no such file');
    response.writeHead(200, {
      ...headers,
      'Content-Type': file.contentType,
      'Content-Length': file.bytes.length,
    });
    response.end(request.method === 'HEAD' ? undefined : file.bytes);
  });

  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_REQUEST_BYTES });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const decision = decide(request, true);
    if (!decision.isAllowed || decision.path !== 'rpc') {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      serveRpcSocket(webSocket, workbench);
    });
  });

  const watcher = options.isWatching
    ? watchRenderer(rendererDir, async () => {
        files = await readStaticFiles(rendererDir);
        for (const client of sockets.clients) client.send(JSON.stringify({ event: 'reload' }));
      })
    : undefined;

  return {
    url: `http://127.0.0.1:${port}/${token}/`,
    async close() {
      watcher?.close();
      for (const client of sockets.clients) client.terminate();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new CodedError('port_in_use', { port }, { cause });
  }
}

function factsOf({ method = '', url = '', headers }: IncomingMessage, isUpgrade: boolean) {
  const one = (name: string) => {
    const value = headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  return {
    method,
    target: url,
    host: one('host'),
    origin: one('origin'),
    fetchSite: one('sec-fetch-site'),
    fetchMode: one('sec-fetch-mode'),
    fetchDest: one('sec-fetch-dest'),
    isUpgrade,
  };
}

function sendText(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  reason: string,
): void {
  const text = `${status}: ${reason}. Open the address that Seeklab printed at its start.\n`;
  response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(text);
}
