import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Pace } from '../contract/system.ts';
import { dueMs } from './pace.ts';
import { pause } from './pause.ts';
import type { StoredFile } from './stored-file.ts';

const FIRST_READ_BYTES = 64 * 1024;
const LARGEST_READ_BYTES = 1024 * 1024;
/** A client that takes a read within this time keeps up, and gets larger ones. */
const QUICK_WRITE_MS = 20;
/**
 * Turns of the event loop between two reads of a paced answer: so many it takes until we hear of a client
 * in this program that had enough of the read before. Where nothing else is to be done, they take no time.
 */
const TURNS_BETWEEN = 8;

/** What is otherwise than sending the bytes as they are, as fast as it goes. */
export interface Sending {
  /** Reads stay small then, so that no second's worth goes out at once. */
  pace?: Pace | null;
  /** Changes what was read, from that byte of the file on. */
  change?: (bytes: Buffer, position: number) => void;
  /** Called when all is sent, instead of ending the response. */
  finish?: () => void | Promise<void>;
}

/**
 * Sends a part of a file as the body of a response whose head is set, and ends the response.
 * Memory per response is one buffer, and the disk is read no faster than the client takes: the
 * next read waits until the system has taken all of the one before. If the file ends early, the
 * connection is cut, so that the body cannot look whole. If the client goes away, it just stops.
 */
export async function sendFile(
  response: Writable,
  socket: Socket,
  handle: Pick<StoredFile['handle'], 'read'>,
  part: { start: number; length: number },
  { pace = null, change, finish = () => void response.end() }: Sending = {},
): Promise<void> {
  const end = part.start + part.length;
  const sinceMs = performance.now();
  let position = part.start;
  let buffer = Buffer.allocUnsafe(Math.min(firstReadBytes(pace), part.length));

  while (position < end && !socket.destroyed) {
    const wanted = Math.min(buffer.length, end - position);
    const { bytesRead } = await handle.read(buffer, 0, wanted, position);
    if (bytesRead === 0) {
      socket.destroy();
      return;
    }
    change?.(buffer.subarray(0, bytesRead), position);
    position += bytesRead;
    const tookMs = await write(response, socket, buffer.subarray(0, bytesRead));
    if (pace && position < end) {
      await pause(sinceMs + dueMs(pace, position - part.start) - performance.now(), socket);
      for (let i = 0; i < TURNS_BETWEEN && !socket.destroyed; i += 1) await nextTurn();
      continue;
    }
    const nextBytes = Math.min(nextReadBytes(buffer.length, tookMs), end - position);
    if (nextBytes !== buffer.length && position < end) buffer = Buffer.allocUnsafe(nextBytes);
  }
  await finish();
}

/** A tenth of a second's worth, where nothing goes out at once. */
function firstReadBytes(pace: Pace | null): number {
  if (pace === null || pace.burstBytes > 0) return FIRST_READ_BYTES;
  return Math.min(FIRST_READ_BYTES, Math.ceil(pace.bytesPerSecond / 10));
}

/** Reads grow while the client keeps up and shrink at once when it does not. */
function nextReadBytes(bytes: number, tookMs: number): number {
  return tookMs <= QUICK_WRITE_MS ? Math.min(bytes * 2, LARGEST_READ_BYTES) : FIRST_READ_BYTES;
}

/**
 * Writes bytes and waits until the system has taken them or the connection is closed.
 * @returns how long that took, milliseconds
 */
function write(response: Writable, socket: Socket, bytes: Buffer): Promise<number> {
  const sinceMs = performance.now();
  return new Promise((resolve) => {
    const settle = () => {
      socket.off('close', settle);
      resolve(performance.now() - sinceMs);
    };
    // A response that waits for its turn on a closed connection is never called back.
    socket.once('close', settle);
    response.write(bytes, settle);
  });
}
