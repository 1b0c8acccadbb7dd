import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type VideoFacts, videoFacts } from '../../contract/video.ts';
import { avcAacFlv } from '../../flv/test-support/build-flv.ts';
import { createVideoReader } from './read-video.ts';

// The line is slow on a clock of its own, so the same happens on any machine.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

const samples = fileURLToPath(new URL('../../../assets/samples/', import.meta.url));

const sample = (name: string) => readFile(join(samples, name));

/** A reader of one video over a line that gives 64 kB each 100 ms; a read waits while it is held. */
function slowReader(bytes: Uint8Array) {
  const line = new (class extends EventEmitter<{ read: []; go: []; closed: [] }> {
    opened = 0;
    closed = 0;
    reads = 0;
    isHeld = false;
  })();
  const reader = createVideoReader([
    async () => {
      line.opened++;
      return {
        state: 'a',
        sizeBytes: bytes.length,
        modifiedAtEpochMs: null,
        source: {
          sizeBytes: bytes.length,
          async read(offset, length) {
            line.reads++;
            line.emit('read');
            if (line.isHeld) await once(line, 'go');
            vi.advanceTimersByTime(Math.ceil(1 + length / 650));
            return bytes.subarray(offset, offset + length);
          },
        },
        isUnchanged: async () => true,
        close: async () => {
          line.closed++;
          line.emit('closed');
        },
      };
    },
  ]);
  return { reader, line };
}

it('outlines a video that is read slowly, once when it declares its keyframes', async () => {
  const { reader } = slowReader(await sample('sample.flv'));
  const outlines: VideoFacts[] = [];
  const facts = await reader.read('a', { onOutline: (outline) => outlines.push(outline) });
  expect(outlines).toHaveLength(1);
  const [outline] = outlines;
  expect(videoFacts.parse(outline)).toEqual(outline);
  expect(outline).toMatchObject({
    isScanned: false,
    isPlayable: true,
    durationMs: 60_000,
    baseTimestampMs: facts.baseTimestampMs,
    sequenceHeaders: facts.sequenceHeaders,
    index: { source: 'declared', offsets: facts.index.offsets, timesMs: facts.index.timesMs },
    findings: [],
  });
  expect(facts).toMatchObject({ isScanned: true, index: { source: 'scanned' } });
});

it('tells of more and more keyframes where none is declared', async () => {
  const { reader } = slowReader(avcAacFlv({ frames: 10_000, framesPerGop: 50 }).bytes);
  const counts: number[] = [];
  const facts = await reader.read('a', {
    onOutline: ({ index }) => counts.push(index.offsets.length),
  });
  counts.push(facts.index.offsets.length);
  expect(counts.length).toBeGreaterThan(2);
  expect(new Set(counts).size).toBe(counts.length);
  expect(counts).toEqual([...counts].sort((a, b) => a - b));
});

it('whoever comes later gets the outline at once', async () => {
  const { reader, line } = slowReader(await sample('sample.flv'));
  const first = vi.fn();
  const outlined = new Promise<void>((resolve) => {
    first.mockImplementation(() => {
      line.isHeld = true;
      resolve();
    });
  });
  const reading = reader.read('a', { onOutline: first });
  await outlined;
  const late = vi.fn();
  const told = new Promise<void>((resolve) => late.mockImplementation(() => resolve()));
  const other = reader.read('a', { onOutline: late });
  await told;
  expect(late).toHaveBeenCalledWith(first.mock.calls[0]?.[0]);
  line.isHeld = false;
  line.emit('go');
  expect(await other).toBe(await reading);
});

it('ends when nobody waits any more, and not before', async () => {
  const { reader, line } = slowReader(await sample('sample.flv'));
  line.isHeld = true;
  const isReading = once(line, 'read');
  const leaving = [new AbortController(), new AbortController()];
  const readings = leaving.map(({ signal }) => reader.read('a', {}, signal));
  for (const reading of readings) reading.catch(() => 'looked at below');
  await isReading;
  leaving[0]?.abort();
  await expect(readings[0]).rejects.toMatchObject({ name: 'AbortError' });
  const goesOn = once(line, 'read');
  line.emit('go');
  await goesOn;

  leaving[1]?.abort();
  await expect(readings[1]).rejects.toMatchObject({ name: 'AbortError' });
  line.isHeld = false;
  line.emit('go');
  while (line.closed < line.opened) await once(line, 'closed');
  const after = line.reads;
  for (let turn = 0; turn < 100; turn++) await nextTurn();
  expect(line.reads).toBe(after);
  expect((await reader.read('a')).isScanned).toBe(true);
});

it('is not begun for who has left already', async () => {
  const { reader, line } = slowReader(await sample('sample.flv'));
  await expect(reader.read('a', {}, AbortSignal.abort())).rejects.toThrow();
  for (let turn = 0; turn < 100; turn++) await nextTurn();
  expect(line.closed).toBeGreaterThanOrEqual(line.opened);
  expect(line.reads).toBeLessThan(4);
});
