import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { type VideoFacts, videoFacts } from '../../contract/video.ts';
import { avcAacFlv } from '../../flv/test-support/build-flv.ts';
import { createVideoReader } from './read-video.ts';

const samples = fileURLToPath(new URL('../../../assets/samples/', import.meta.url));

const sample = (name: string) => readFile(join(samples, name));

/** A reader of one video over a line that gives 64 kB each 100 ms, at most. */
function slowReader(bytes: Uint8Array) {
  const line = { opened: 0, closed: 0, reads: 0 };
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
            await pause(1 + length / 650);
            return bytes.subarray(offset, offset + length);
          },
        },
        isUnchanged: async () => true,
        close: async () => {
          line.closed++;
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
  const { reader } = slowReader(await sample('sample.flv'));
  const first = vi.fn();
  const reading = reader.read('a', { onOutline: first });
  await vi.waitFor(() => expect(first).toHaveBeenCalled(), 5000);
  const late = vi.fn();
  const other = reader.read('a', { onOutline: late });
  await pause(5);
  expect(late).toHaveBeenCalledWith(first.mock.calls[0]?.[0]);
  expect(await other).toBe(await reading);
});

it('ends when nobody waits any more, and not before', async () => {
  const { reader, line } = slowReader(await sample('sample.flv'));
  const leaving = [new AbortController(), new AbortController()];
  const readings = leaving.map(({ signal }) => reader.read('a', {}, signal));
  for (const reading of readings) reading.catch(() => 'looked at below');
  await pause(200);
  leaving[0]?.abort();
  await expect(readings[0]).rejects.toMatchObject({ name: 'AbortError' });
  await pause(200);
  const before = line.reads;
  await pause(300);
  expect(line.reads).toBeGreaterThan(before);

  leaving[1]?.abort();
  await expect(readings[1]).rejects.toMatchObject({ name: 'AbortError' });
  await pause(400);
  const after = line.reads;
  await pause(300);
  expect(line.reads).toBe(after);
  expect(line.closed).toBeGreaterThanOrEqual(line.opened);
  expect((await reader.read('a')).isScanned).toBe(true);
});

it('is not begun for who has left already', async () => {
  const { reader, line } = slowReader(await sample('sample.flv'));
  await expect(reader.read('a', {}, AbortSignal.abort())).rejects.toThrow();
  await pause(300);
  expect(line.reads).toBeLessThan(4);
});
