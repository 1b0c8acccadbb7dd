import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Silence of this length counts as the end of what a server has to say. */
const QUIET_MS = 600;

/** Long enough for a machine under load; only a server that fails its case needs it. */
const LIMIT_MS = 20_000;

/** One client connection that keeps every byte it gets. */
export interface Line {
  write(text: string): void;
  bytes(): Buffer;
  isClosed(): boolean;
  /**
   * Resolves when `isEnough` says so or the server has closed.
   * @throws Error when neither happens within LIMIT_MS
   */
  until(isEnough: (bytes: Buffer) => boolean): Promise<void>;
  /** Resolves when the server has closed, or has been silent for QUIET_MS. */
  quiet(): Promise<void>;
  destroy(): void;
}

export async function openLine(port: number): Promise<Line> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  let received = Buffer.alloc(0);
  let isClosed = false;
  let change = deferred();
  const tell = () => {
    change.resolve();
    change = deferred();
  };
  socket.on('data', (bytes) => {
    received = Buffer.concat([received, bytes]);
    tell();
  });
  // A reset is an end like any other here: what came before it counts.
  socket.on('error', () => {});
  socket.on('close', () => {
    isClosed = true;
    tell();
  });
  /** False when nothing happened for that long. */
  const hasChangedWithin = (limitMs: number) =>
    Promise.race([change.promise.then(() => true), delay(limitMs, false, { ref: false })]);

  return {
    write: (text) => {
      if (socket.writable) socket.write(text, 'latin1');
    },
    bytes: () => received,
    isClosed: () => isClosed,
    until: async (isEnough) => {
      while (!isClosed && !isEnough(received)) {
        if (await hasChangedWithin(LIMIT_MS)) continue;
        throw new Error(`nothing came for ${LIMIT_MS} ms after ${received.length} bytes`);
      }
    },
    quiet: async () => {
      while (!isClosed && (await hasChangedWithin(QUIET_MS)));
    },
    destroy: () => socket.destroy(),
  };
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
