import { connect, type Socket } from 'node:net';
import { residentBytes } from '../lib/process-stats.ts';
import type { Target } from './targets.ts';

const RATE_BYTES_PER_SECOND = 50_000;
const READ_BUFFER = 8_192;
const TICK_MS = 50;
/** A client that got less than this share of what its rate allows counts as starved. */
const STARVED_SHARE = 0.5;

export interface SlowClientsResult {
  /** Highest resident memory while they read, less that before, bytes. */
  growthBytes: number;
  /** Highest resident memory while they read, bytes. */
  peakBytes: number;
  starved: number;
}

interface SlowClient {
  receivedBytes: number;
  allow(bytes: number): void;
  destroy(): void;
}

/** Clients that each read `large.flv` from byte 1 on at 50 kB/s, all at the same time. */
export async function measureSlowClients(
  target: Target,
  { clients: count, seconds }: { clients: number; seconds: number },
): Promise<SlowClientsResult> {
  const before = residentBytes(target.pid);
  const clients = Array.from({ length: count }, () => startSlowClient(target.port));
  let peak = before;

  const startedMs = performance.now();
  let lastMs = startedMs;
  await new Promise<void>((resolve) => {
    const ticker = setInterval(() => {
      const nowMs = performance.now();
      for (const client of clients) client.allow((RATE_BYTES_PER_SECOND * (nowMs - lastMs)) / 1000);
      lastMs = nowMs;
      peak = Math.max(peak, residentBytes(target.pid));
      if (nowMs - startedMs < seconds * 1000) return;
      clearInterval(ticker);
      resolve();
    }, TICK_MS);
  });

  const wanted = RATE_BYTES_PER_SECOND * seconds * STARVED_SHARE;
  const starved = clients.filter(({ receivedBytes }) => receivedBytes < wanted).length;
  for (const client of clients) client.destroy();
  return { growthBytes: peak - before, peakBytes: peak, starved };
}

/** Reads only as much as it was allowed, and leaves the rest to TCP. */
function startSlowClient(port: number): SlowClient {
  let allowance = 0;
  let isPaused = false;
  const buffer = Buffer.allocUnsafe(READ_BUFFER);
  const client: SlowClient = {
    receivedBytes: 0,
    allow(bytes) {
      // Not saved up: a client that was kept waiting does not read faster afterwards.
      allowance = Math.min(allowance + bytes, RATE_BYTES_PER_SECOND);
      if (isPaused && allowance > 0) {
        isPaused = false;
        socket.resume();
      }
    },
    destroy: () => socket.destroy(),
  };
  const socket: Socket = connect({
    port,
    host: '127.0.0.1',
    onread: {
      buffer,
      callback: (length) => {
        client.receivedBytes += length;
        allowance -= length;
        isPaused = allowance <= 0;
        return !isPaused;
      },
    },
  });
  // A client that is refused or cut gets nothing more, and so counts as starved.
  socket.on('error', () => {});
  socket.on('connect', () => {
    socket.write('GET /v/large.flv?start=1 HTTP/1.1\r\nHost: bench\r\n\r\n');
  });
  return client;
}
