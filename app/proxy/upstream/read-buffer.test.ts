import { describe, expect, it } from 'vitest';
import { ReadBuffer } from './read-buffer.ts';

const FIRST = 64 * 1024;
const LARGE = 256 * 1024;
const LARGEST = 1024 * 1024;
const MB = 1024 * 1024;

/** Reads that fill the buffer and are taken at once. */
function readFully(buffer: ReadBuffer, bytes: number): void {
  for (let read = 0; read < bytes; ) {
    const { length } = buffer.current;
    buffer.onTaken(length);
    read += length;
  }
}

describe('the buffer that a connection reads into', () => {
  it('grows in steps while reads fill it and are taken', () => {
    const buffer = new ReadBuffer();
    expect(buffer.current.length).toBe(FIRST);
    readFully(buffer, 4 * MB);
    expect(buffer.current.length).toBe(LARGE);
    readFully(buffer, 4 * MB);
    expect(buffer.current.length).toBe(LARGEST);
    readFully(buffer, 4 * MB);
    expect(buffer.current.length).toBe(LARGEST);
    buffer.onClosed();
  });

  it('stays small while reads do not fill it', () => {
    const buffer = new ReadBuffer();
    for (let read = 0; read < 1_000; read += 1) buffer.onTaken(FIRST - 1);
    expect(buffer.current.length).toBe(FIRST);
  });

  it('keeps its size for a client that is a moment late, and counts what it takes', () => {
    const buffer = new ReadBuffer();
    for (let read = 0; read < 64; read += 1) buffer.onWaited(FIRST, 5);
    expect(buffer.current.length).toBe(LARGE);
    buffer.onWaited(LARGE, 5);
    expect(buffer.current.length).toBe(LARGE);
    buffer.onClosed();
  });

  it('shrinks for a slow client', () => {
    const buffer = new ReadBuffer();
    readFully(buffer, 4 * MB);
    buffer.onWaited(LARGE, 500);
    expect(buffer.current.length).toBe(FIRST);
  });

  it('lends a buffer again that its connection is done with', () => {
    const buffer = new ReadBuffer();
    readFully(buffer, 4 * MB);
    const lent = buffer.current;
    buffer.onIdle(false);
    const next = new ReadBuffer();
    readFully(next, 4 * MB);
    expect(next.current).toBe(lent);
    next.onClosed();
  });

  it('never lends a buffer that a socket still reads into', () => {
    for (const giveUp of [
      (buffer: ReadBuffer) => buffer.onIdle(true),
      (buffer: ReadBuffer) => buffer.onClosed(),
      (buffer: ReadBuffer) => buffer.onWaited(LARGE, 500),
    ]) {
      const buffer = new ReadBuffer();
      readFully(buffer, 4 * MB);
      const held = buffer.current;
      giveUp(buffer);
      const next = new ReadBuffer();
      readFully(next, 4 * MB);
      expect(next.current.length).toBe(LARGE);
      expect(next.current).not.toBe(held);
      next.onClosed();
    }
  });

  it('gives large buffers to so many at a time, and to the next when one is given back', () => {
    const all = Array.from({ length: 70 }, () => new ReadBuffer());
    for (const buffer of all) readFully(buffer, 4 * MB);
    const large = all.filter((buffer) => buffer.current.length === LARGE);
    expect(large).toHaveLength(64);
    const [first] = large;
    const [late] = all.filter((buffer) => buffer.current.length === FIRST);
    first?.onIdle(false);
    if (late) readFully(late, 4 * MB);
    expect(late?.current.length).toBe(LARGE);
    for (const buffer of all) buffer.onClosed();
  });
});
