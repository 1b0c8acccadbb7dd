import { describe, expect, test } from 'vitest';
import { bytesSource } from './byte-source.ts';
import { scanFlv } from './scan.ts';
import {
  aacData,
  avcAacFlv,
  avcData,
  flvOf,
  noise,
  type TagParts,
} from './test-support/build-flv.ts';

async function scanOf(tags: readonly TagParts[]) {
  const scan = await scanFlv(bytesSource(flvOf([...tags]).bytes));
  const found = (code: string) => scan.findings.filter((finding) => finding.code === code);
  return { scan, found };
}

const picture = (timestampMs: number, isKeyframe = true): TagParts => ({
  type: 9,
  timestampMs,
  data: avcData(isKeyframe ? 1 : 2, 1, 0, noise(30)),
});
const sound = (timestampMs: number): TagParts => ({
  type: 8,
  timestampMs,
  data: aacData(1, noise(9)),
});
const every = (stepMs: number, untilMs: number) =>
  Array.from({ length: untilMs / stepMs }, (_, i) => i * stepMs);
const inOrder = (tags: TagParts[]) =>
  tags.toSorted((a, b) => (a.timestampMs ?? 0) - (b.timestampMs ?? 0));

/** 2 s of 25 frames with sound. */
const { tags } = avcAacFlv({ frames: 50, framesPerGop: 10 });
const isFrame = ({ type, data }: TagParts) => type === 9 && data[1] === 1;
/** The same with another timestamp of one frame. */
function withTime(frame: number, timestampMs: number, of: readonly TagParts[] = tags): TagParts[] {
  const at = of.indexOf(of.filter(isFrame)[frame] as TagParts);
  return of.map((tag, i) => (i === at ? { ...tag, timestampMs } : tag));
}

describe('the duration', () => {
  test('of two pictures beside a minute of sound is a minute', async () => {
    const tags = inOrder([
      ...[0, 55_000].map((ms) => picture(ms)),
      ...every(20, 60_000).map(sound),
    ]);
    expect((await scanOf(tags)).scan.durationMs).toBe(60_000);
  });

  test('of a slide show with sound is that of the sound', async () => {
    const slides = [0, 20_000, 40_000, 50_000].map((ms) => picture(ms));
    const tags = inOrder([...slides, ...every(20, 55_000).map(sound)]);
    expect((await scanOf(tags)).scan.durationMs).toBe(55_000);
  });

  test('of a slide show without sound: the last slide lasts like the others', async () => {
    const slides = every(10_000, 60_000).map((ms) => picture(ms));
    expect((await scanOf(slides)).scan.durationMs).toBe(60_000);
  });

  test('does not take a pause for the length of the last frame', async () => {
    const paused = every(40, 1000).map((ms) => picture(ms < 520 ? ms : ms + 30_000));
    expect((await scanOf(paused)).scan.durationMs).toBe(31_000);
  });
});

describe('a timestamp that is far from all others', () => {
  const shown = { durationMs: 2080, lastTimestampMs: 1980 };

  test.each([
    ['in the middle', 20, 90_000_000],
    ['on a keyframe', 30, 90_000_000],
    ['at the end', 49, 90_000_000],
    ['at the beginning', 0, 90_000_000],
    ['beyond 2^31', 20, 2_147_483_630],
    ['half a minute off', 20, 30_000],
    ['before the beginning', 20, -90_000],
    ['a bit of TimestampExtended flipped', 20, 800 + 2 ** 24],
  ])('counts for nothing: %s', async (_, frame, timestampMs) => {
    const { scan, found } = await scanOf(withTime(frame, timestampMs));
    expect(scan).toMatchObject({ ...shown, durationMs: frame === 49 ? 2000 : 2080 });
    expect(scan.baseTimestampMs).toBe(0);
    expect(Math.max(...scan.frameTimesMs)).toBeLessThan(2100);
    expect(Math.max(...scan.keyframes.ptsMs)).toBe(1600);
    expect(found('timestamp_stray')).toHaveLength(1);
    expect(found('timestamp_extended_missing')).toEqual([]);
  });

  test('counts for nothing in the sound either', async () => {
    const { scan, found } = await scanOf([...tags, sound(90_000_000)]);
    expect(scan).toMatchObject(shown);
    expect(found('timestamp_stray')).toMatchObject([{ severity: 'warn' }]);
  });

  test('of an end of sequence is named', async () => {
    const end = { type: 9, timestampMs: 2_147_483_630, data: avcData(1, 2, 0, new Uint8Array()) };
    const { scan, found } = await scanOf([...tags, end]);
    expect(scan).toMatchObject(shown);
    expect(found('timestamp_stray')).toMatchObject([
      { message: expect.stringContaining('2147483630 ms') },
    ]);
  });

  test('is none where the recording goes on from there', async () => {
    const later = tags.map((tag) => ({ ...tag, timestampMs: (tag.timestampMs ?? 0) + 90_000_000 }));
    const { scan, found } = await scanOf([...tags, ...later.slice(2)]);
    expect(scan.durationMs).toBe(90_002_080);
    expect(found('timestamp_stray')).toEqual([]);
    expect(found('timestamp_leap')).toHaveLength(2);
  });
});

describe('a TimestampExtended that is left out', () => {
  const from = (baseMs: number, frames: number) => avcAacFlv({ frames, baseMs }).tags;
  const lower = (tag: TagParts) => ({ ...tag, timestampMs: (tag.timestampMs ?? 0) & 0xff_ffff });

  test('from where it would be needed on does not change the duration', async () => {
    const { scan, found } = await scanOf(from(2 ** 24 - 12_000, 600).map(lower));
    expect(scan.durationMs).toBe(24_080);
    expect(found('timestamp_extended_missing')).toMatchObject([
      { severity: 'fail', message: expect.stringContaining('tags.') },
    ]);
  });

  test('of a single frame does not either', async () => {
    const whole = from(3 * 2 ** 24 + 500, 600);
    const { scan, found } = await scanOf(withTime(300, 500 + 300 * 40, whole));
    expect(scan.durationMs).toBe(24_080);
    expect(found('timestamp_extended_missing')).toHaveLength(1);
  });
});

describe('the distance of sound and picture', () => {
  const seconds = (untilMs: number, restartsAtMs: number) =>
    every(20, untilMs).flatMap((ms) => [
      sound(ms),
      ...(ms % 40 === 0 ? [picture(ms < restartsAtMs ? ms : ms - restartsAtMs + 1000)] : []),
    ]);

  test('is told where the video’s clock restarts, once, as it is there', async () => {
    const { found } = await scanOf(seconds(20_000, 11_000));
    expect(found('tracks_apart')).toMatchObject([
      { message: 'Video at 1000 ms and audio at 11000 ms stand side by side, 10000 ms apart.' },
    ]);
  });

  test('is told where it restarts after minutes', async () => {
    const { found } = await scanOf(seconds(70_000, 60_000));
    expect(found('tracks_apart')).toMatchObject([
      {
        message: expect.stringMatching(/^Video at 1\d{3} ms and audio at 60\d{3} ms .* 59\d{3} ms/),
      },
    ]);
  });

  test('is none where both restart', async () => {
    const { found } = await scanOf([...tags, ...tags.slice(2)]);
    expect(found('tracks_apart')).toEqual([]);
    expect(found('timestamp_backwards')).toHaveLength(2);
  });
});
