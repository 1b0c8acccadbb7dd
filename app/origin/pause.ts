import type { Socket } from 'node:net';

/** Waits so long, or until the connection is closed. */
export function pause(waitMs: number, socket: Socket): Promise<void> {
  // Timers go by whole milliseconds.
  if (waitMs < 1 || socket.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const settle = () => {
      clearTimeout(timer);
      socket.off('close', settle);
      resolve();
    };
    const timer = setTimeout(settle, waitMs);
    socket.once('close', settle);
  });
}
