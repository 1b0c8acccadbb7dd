import { describe, expect, it } from 'vitest';
import { ReadBuffer } from './read-buffer.ts';

const KB = 1024;
const FIRST = 16 * KB;
const MIDDLE = 256 * KB;
const LARGE = 512 * KB;
const MANY = 1_000;

/** Reads that fill the buffer and are taken at once, until it is so large. @returns bytes read */
function growTo(buffer: ReadBuffer, size: number): number {
  let read = 0;
  for (let count = 0; count < MANY && buffer.current.length < size; count += 1) {
    const { length } = buffer.current;
    buffer.onTaken(length);
    read += length;
  }
  return read;
}

function grownBuffer(): ReadBuffer {
  const buffer = new ReadBuffer();
  growTo(buffer, LARGE);
  expect(buffer.current.length).toBe(LARGE);
  return buffer;
}

/**
 * The large buffer that the next connection gets; it is not given back. Compare with `===`: on
 * unequal buffers `toBe` goes on to compare half a million bytes one by one, for seconds.
 */
function borrowLarge(): Buffer {
  const buffer = grownBuffer();
  const { current } = buffer;
  buffer.onClosed();
  return current;
}

describe('the buffer that a connection reads into', () => {
  it('grows in steps while reads are large and taken', () => {
    const buffer = new ReadBuffer();
    expect(buffer.current.length).toBe(FIRST);
    expect(growTo(buffer, MIDDLE)).toBe(96 * KB);
    expect(growTo(buffer, LARGE)).toBe(2 * KB * KB);
    expect(growTo(buffer, 1024 * KB)).toBe(4 * KB * KB);
    growTo(buffer, Number.POSITIVE_INFINITY);
    expect(buffer.current.length).toBe(1024 * KB);
    buffer.onClosed();
  });

  it('stays small while reads fill less than half of it', () => {
    const buffer = new ReadBuffer();
    for (let count = 0; count < MANY; count += 1) buffer.onTaken(FIRST / 2 - 1);
    expect(buffer.current.length).toBe(FIRST);
  });

  it('keeps its size for a client that is a moment late, and counts what it takes', () => {
    const buffer = new ReadBuffer();
    for (let count = 0; count < 6; count += 1) buffer.onWaited(FIRST, 5);
    expect(buffer.current.length).toBe(MIDDLE);
    buffer.onWaited(MIDDLE, 5);
    expect(buffer.current.length).toBe(MIDDLE);
    buffer.onClosed();
  });

  it('shrinks for a slow client', () => {
    const buffer = grownBuffer();
    buffer.onWaited(LARGE, 500);
    expect(buffer.current.length).toBe(FIRST);
    buffer.onClosed();
  });

  it('lends a buffer again that its connection is done with', () => {
    const buffer = grownBuffer();
    const lent = buffer.current;
    buffer.onIdle(false);
    expect(borrowLarge() === lent).toBe(true);
  });

  it('lends what a slow client gave up only after one more read', () => {
    const slow = grownBuffer();
    const held = slow.current;
    slow.onWaited(LARGE, 500);
    expect(borrowLarge() === held).toBe(false);
    slow.onTaken(LARGE);
    expect(borrowLarge() === held).toBe(true);
    slow.onClosed();
  });

  it('never lends a buffer that a socket may keep', () => {
    for (const giveUp of [
      (buffer: ReadBuffer) => buffer.onIdle(true),
      (buffer: ReadBuffer) => buffer.onClosed(),
      (buffer: ReadBuffer) => {
        buffer.onWaited(LARGE, 500);
        buffer.onClosed();
      },
    ]) {
      const buffer = grownBuffer();
      const held = buffer.current;
      giveUp(buffer);
      expect(borrowLarge() === held).toBe(false);
    }
  });

  it('gives large buffers to so many at a time, and to the next when one is given back', () => {
    const all = Array.from({ length: 40 }, () => new ReadBuffer());
    for (const buffer of all) growTo(buffer, LARGE);
    const large = all.filter((buffer) => buffer.current.length === LARGE);
    expect(large).toHaveLength(32);
    const [first] = large;
    const [late] = all.filter((buffer) => buffer.current.length < LARGE);
    first?.onIdle(false);
    if (late) growTo(late, LARGE);
    expect(late?.current.length).toBe(LARGE);
    for (const buffer of all) buffer.onClosed();
  });
});
