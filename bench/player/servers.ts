import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createWorkbench } from '../../app/core/workbench.ts';
import { projectDir } from '../../conformance/project-dir.ts';
import { createStartServer } from '../../e2e/player-harness/start-server.ts';
import { createThrottle } from '../../e2e/player-harness/throttle.ts';

/** The two systems side by side, both also behind a slow line. */
export interface BenchServers {
  /** The bench's page, and the plain server with Range. */
  readonly plain: string;
  /** Seeklab's own: reproxy, application and storage. */
  readonly reproxy: string;
  /** The same server through a line of so many bytes per second and connection; 0 is unlimited. */
  throttled(origin: string, bytesPerSecond: number): Promise<string>;
  close(): Promise<void>;
}

/** Starts both on loopback. */
export async function startServers(options: {
  pageDir: string;
  mediaDir: string;
  dataDir: string;
}): Promise<BenchServers> {
  const plain = await createStartServer(options);
  const workbench = await createWorkbench({
    dataDir: options.dataDir,
    sampleDir: join(projectDir, 'assets', 'samples'),
    mediaPaths: [options.mediaDir],
  });
  workbench.setConsoleOrigin(plain.origin);
  const lines: { close(): void }[] = [];
  return {
    plain: plain.origin,
    reproxy: workbench.reproxyUrl,
    async throttled(origin, bytesPerSecond) {
      if (bytesPerSecond === 0) return origin;
      const line = await openLine(new URL(origin), bytesPerSecond);
      lines.push(line);
      return line.origin;
    },
    async close() {
      for (const line of lines) line.close();
      await workbench.close();
      await plain.close();
    },
  };
}

/** A line of so many bytes per second and connection to a server of this machine. */
export async function openLine(
  target: URL,
  bytesPerSecond: number,
): Promise<{ origin: string; close(): void }> {
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const end = () => {
      client.destroy();
      upstream.destroy();
      sockets.delete(client);
    };
    sockets.add(client);
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
    client.pipe(upstream);
    upstream.pipe(createThrottle(bytesPerSecond)).pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
