import { describe, expect, test } from 'vitest';
import { type ByteSource, blobSource, bytesSource } from './byte-source.ts';
import { scanFlv } from './scan.ts';
import { avcAacFlv, flvOf, noise, tagBytes, withMetadata } from './test-support/build-flv.ts';

const scanBytes = (bytes: Uint8Array, blockBytes = 512) =>
  scanFlv(bytesSource(bytes), { blockBytes });

const codesOf = (scan: { findings: { code: string }[] }) => scan.findings.map(({ code }) => code);

describe('scanFlv on a sound file', () => {
  const flv = withMetadata(avcAacFlv({ frames: 50, framesPerGop: 10 }));
  const keyframes = flv.tags.filter((tag) => tag.data[0] === 0x17 && tag.data[1] === 1);

  test('finds every keyframe with its times, offset and size', async () => {
    const scan = await scanBytes(flv.bytes);
    expect(Array.from(scan.keyframes.offsets)).toEqual(keyframes.map((tag) => tag.offset));
    expect(Array.from(scan.keyframes.dtsMs)).toEqual([0, 400, 800, 1200, 1600]);
    expect(Array.from(scan.keyframes.ptsMs)).toEqual([0, 400, 800, 1200, 1600]);
    expect(Array.from(scan.keyframes.sizes)).toEqual(keyframes.map((tag) => 11 + tag.data.length));
  });

  test('lists the presentation times of all frames in order', async () => {
    const { frameTimesMs } = await scanBytes(flv.bytes);
    const shown = Array.from({ length: 50 }, (_, n) => n * 40 + (n % 2 === 0 ? 0 : 80));
    expect(Array.from(frameTimesMs)).toEqual(shown.sort((a, b) => a - b));
  });

  test('without a list of frames, knows as much of everything else', async () => {
    const scan = await scanFlv(bytesSource(flv.bytes), { isListingFrames: false });
    const withList = await scanBytes(flv.bytes);
    expect(scan).toEqual({ ...withList, frameTimesMs: new Float64Array() });
    expect(scan).toMatchObject({ durationMs: 2080, framesPerSecond: 24.02 });
  });

  test('counts, names codecs, keeps sequence headers whole', async () => {
    const scan = await scanBytes(flv.bytes);
    expect(scan).toMatchObject({
      format: 'flv',
      tagCount: 153,
      videoTagCount: 51,
      audioTagCount: 101,
      videoCodec: { id: 7, isPlayable: true },
      audioCodec: { id: 10, isPlayable: true },
      baseTimestampMs: 0,
      firstMediaOffset: keyframes[0]?.offset,
      lastTimestampMs: 49 * 40 + 20,
    });
    const [, video, audio] = flv.tags;
    const stored = (tag: typeof video) => tag && tagBytes({ ...tag, previousTagSize: null });
    expect(scan.sequenceHeaders.video).toEqual({ offset: video?.offset, bytes: stored(video) });
    expect(scan.sequenceHeaders.audio).toEqual({ offset: audio?.offset, bytes: stored(audio) });
    expect(codesOf(scan)).toEqual([]);
  });

  test('is the same for any block size and for a Blob', async () => {
    const large = avcAacFlv({ frames: 40, bodySize: 3000 }).bytes;
    const whole = await scanBytes(large, large.length);
    for (const blockBytes of [512, 4096, 5000, 8191, 16_384]) {
      expect(await scanBytes(large, blockBytes)).toEqual(whole);
    }
    expect(await scanFlv(blobSource(new Blob([Uint8Array.from(large)])))).toEqual(whole);
  });

  test('is the same for any block size with headers of enhanced RTMP longer than a tag needs', async () => {
    // Keyframe, ModEx; blocks of 30 bytes follow, each saying that another one does.
    const modEx = Array.from({ length: 12 }, () => [29, ...noise(30), 0x07]).flat();
    const data = Uint8Array.of(0x97, ...modEx, ...noise(200));
    const { bytes } = flvOf(Array.from({ length: 40 }, () => ({ type: 9, data })));
    const whole = await scanBytes(bytes, bytes.length);
    for (const blockBytes of [512, 700, 5000]) {
      expect(await scanBytes(bytes, blockBytes)).toEqual(whole);
    }
  });

  test('skips the bodies that exceed a block', async () => {
    const large = avcAacFlv({ frames: 10, framesPerGop: 5, bodySize: 100_000 }).bytes;
    let bytesRead = 0;
    const source: ByteSource = {
      sizeBytes: large.length,
      read: async (offset, length) => {
        bytesRead += Math.min(length, large.length - offset);
        return large.subarray(offset, offset + length);
      },
    };
    const scan = await scanFlv(source, { blockBytes: 4096 });
    expect(scan.keyframes.offsets).toHaveLength(2);
    expect(bytesRead).toBeLessThan(large.length / 5);
  });

  test('counts timestamps on past 2^31 and 2^32', async () => {
    for (const baseMs of [0x7fff_ffff - 300, -300, 0xff_ffff - 300]) {
      const scan = await scanBytes(avcAacFlv({ frames: 50, framesPerGop: 10, baseMs }).bytes);
      expect(scan.baseTimestampMs).toBe(baseMs);
      expect(Array.from(scan.keyframes.dtsMs, (ms) => ms - baseMs)).toEqual([
        0, 400, 800, 1200, 1600,
      ]);
      expect(codesOf(scan)).not.toContain('timestamp_backwards');
    }
  });
});

describe('scanFlv while it runs', () => {
  const { bytes } = avcAacFlv({ frames: 200, bodySize: 500 });

  test('shows keyframes that are usable before the end', async () => {
    const seen: number[] = [];
    const scan = await scanFlv(bytesSource(bytes), {
      blockBytes: 8192,
      onProgress: ({ bytesScanned, keyframes }) => {
        if (seen.length === 0) expect(bytesScanned).toBeLessThan(bytes.length / 2);
        seen.push(...keyframes.offsets.slice(0, 1));
      },
    });
    expect(seen[0]).toBe(scan.keyframes.offsets[0]);
  });

  test('lets other tasks have their turn, though its source is slow and never waits', async () => {
    const slowSource: ByteSource = {
      sizeBytes: bytes.length,
      read: async (offset, length) => {
        const endMs = performance.now() + 15;
        while (performance.now() < endMs);
        return bytes.subarray(offset, offset + length);
      },
    };
    let hasHadTurn = false;
    setImmediate(() => {
      hasHadTurn = true;
    });
    await scanFlv(slowSource, { blockBytes: 16_384 });
    expect(hasHadTurn).toBe(true);
  });

  test('ends when it is aborted', async () => {
    const controller = new AbortController();
    const scan = scanFlv(bytesSource(bytes), {
      blockBytes: 4096,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(scan).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('rejects as its source does', async () => {
    const source: ByteSource = {
      sizeBytes: bytes.length,
      read: async (offset, length) => {
        if (offset > 20_000) throw new Error('the disk is gone');
        return bytes.subarray(offset, offset + length);
      },
    };
    await expect(scanFlv(source, { blockBytes: 4096 })).rejects.toThrow('the disk is gone');
  });

  test('takes a file that shrinks under it for one that ends there', async () => {
    const source: ByteSource = {
      sizeBytes: bytes.length * 2,
      read: async (offset, length) => bytes.subarray(offset, offset + length),
    };
    const scan = await scanFlv(source, { blockBytes: 4096 });
    expect(scan.videoTagCount).toBe(201);
  });
});
