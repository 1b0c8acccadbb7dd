import { describe, expect, it } from 'vitest';
import { createVideoClock } from '../clock/video-clock.ts';
import { judgeLanding } from './judge-landing.ts';

const offsets = [500, 9000, 20_000, 31_000];
const sizes = [4000, 4000, 4000, 4000];
const facts = {
  isScanned: true,
  framesPerSecond: 25,
  baseTimestampMs: 0,
  durationMs: 8000,
  frameTimesMs: [0, 2000, 4000, 6000],
  index: { source: 'scanned' as const, timesMs: [0, 2000, 4000, 6000], offsets, sizes },
};
const clock = createVideoClock(facts);

interface Came {
  timeMs: number;
  bytesToStart?: number;
  bytesToTag?: number;
  tagsSkipped?: number;
}

/** What is made of a keyframe of that time that comes so many bytes behind the prefix. */
function judge(offset: number, came: Came, mayMoveStart = false, of = clock) {
  const { timeMs, bytesToStart = 0, bytesToTag = 0, tagsSkipped = 0 } = came;
  const landing = { offset: offset + bytesToStart, isKeyframe: true };
  return judgeLanding({ ...landing, bytesToStart, bytesToTag, tagsSkipped }, timeMs, {
    offset,
    clock: of,
    sizes,
    mayMoveStart,
    isTimeAsked: false,
  });
}

describe('judgeLanding', () => {
  it('has nothing to say of the asked keyframe', () => {
    expect(judge(20_000, { timeMs: 4000 })).toEqual({
      offset: 20_000,
      reason: null,
      problem: null,
    });
  });

  it('explains what was skipped from the middle of a tag to the next keyframe', () => {
    const came = { timeMs: 4000, bytesToStart: 9766, bytesToTag: 2770, tagsSkipped: 12 };
    const { offset, reason, problem } = judge(10_234, came);
    expect({ offset, problem }).toEqual({ offset: 20_000, problem: null });
    expect(reason).toContain('9,766 bytes with 12 tags were skipped');
  });

  it.each([
    // The file's own 13 bytes stand behind the prefix, or were taken for one.
    { begins: 0, bytesToStart: 500 },
    { begins: 13, bytesToStart: 487 },
  ])('a server that sends the whole file ignores start: $begins', ({ bytesToStart }) => {
    const { offset, problem } = judge(20_000, { timeMs: 0, bytesToStart, tagsSkipped: 1 });
    expect(offset).toBe(500);
    expect(problem).toMatchObject({
      code: 'landing_wrong',
      message:
        'The answer leads to keyframe #0 (0:00.000, byte 500), expected keyframe #2 (0:04.000, ' +
        'byte 20,000): it begins with the file’s first byte, as if start had been ignored.',
    });
  });

  it('one byte late misses the keyframe, and is told by how much', () => {
    const came = { timeMs: 6000, bytesToStart: 10_999, bytesToTag: 3999, tagsSkipped: 20 };
    const { offset, problem } = judge(20_000, came);
    expect(offset).toBe(31_000);
    expect(problem?.message).toContain('it begins 1 byte after the asked byte 20,000.');
  });

  it('one byte early still brings the keyframe: no problem, but said', () => {
    const { problem, reason, offset } = judge(20_000, {
      timeMs: 4000,
      bytesToStart: 1,
      bytesToTag: 1,
    });
    expect({ offset, problem }).toEqual({ offset: 20_000, problem: null });
    expect(reason).toBe(
      'The answer begins 1 byte before the asked byte 20,000; the keyframe at 20,000 came all the same.',
    );
  });

  it('another place of the file is told by its byte', () => {
    const { problem } = judge(20_000, { timeMs: 2000 });
    expect(problem?.message).toContain('it begins 11,000 bytes before the asked byte 20,000.');
  });

  it('a keyframe that the index does not have is of another file', () => {
    const { problem, offset } = judge(20_000, { timeMs: 4321 });
    expect(offset).toBe(20_000);
    expect(problem?.message).toContain('a keyframe at 0:04.321, expected keyframe #2');
    expect(problem?.message).toContain('of another file');
  });

  it('a server that was asked for a time begins at its keyframe, and at no other', () => {
    const landing = { offset: 10_234, isKeyframe: true, bytesToStart: 0, bytesToTag: 0 };
    const asked = { offset: 10_234, clock, sizes, mayMoveStart: true, isTimeAsked: true };
    const judged = judgeLanding({ ...landing, tagsSkipped: 0 }, 2000, asked);
    expect(judged).toMatchObject({ offset: 9000, problem: null });
    expect(judged.reason).toContain(
      'asked for 0:02.000, the time of the keyframe before byte 10,234',
    );
    const { problem } = judgeLanding({ ...landing, tagsSkipped: 0 }, 0, asked);
    expect(problem?.code).toBe('landing_wrong');
    const byBytes = { ...asked, isTimeAsked: false };
    expect(judgeLanding({ ...landing, tagsSkipped: 0 }, 2000, byBytes).problem).not.toBeNull();
  });

  it('only a server that may move the start moves it, and its head proves it', () => {
    const moved = { timeMs: 2000, bytesToStart: 800, tagsSkipped: 3 };
    expect(judge(10_234, moved, true)).toMatchObject({ offset: 9000, problem: null });
    expect(judge(10_234, moved, true).reason).toContain('moved the start from 10,234 back');
    expect(judge(10_234, moved, false).problem?.code).toBe('landing_wrong');
    const withoutHead = { timeMs: 2000, bytesToStart: 0 };
    expect(judge(10_234, withoutHead, true).problem?.code).toBe('landing_wrong');
    const tooFar = { timeMs: 0, bytesToStart: 800, tagsSkipped: 3 };
    expect(judge(10_234, tooFar, true).problem?.code).toBe('landing_wrong');
  });

  it('a head in front of the asked keyframe is no other place', () => {
    const { reason, problem } = judge(20_000, { timeMs: 4000, bytesToStart: 90, tagsSkipped: 2 });
    expect(problem).toBeNull();
    expect(reason).toBe(
      'The server put 90 bytes of head between the prefix and the keyframe at 20,000.',
    );
  });

  it('the bytes decide where the clock restarts and times stand twice', () => {
    const timesMs = [0, 2000, 0, 2000];
    const restarting = createVideoClock({ ...facts, index: { ...facts.index, timesMs } });
    for (const [number, offset] of offsets.entries()) {
      const came = { timeMs: timesMs[number] ?? 0 };
      expect(judge(offset, came, false, restarting)).toMatchObject({ offset, problem: null });
    }
  });

  it('claims nothing before the file was read', () => {
    const unread = createVideoClock({ ...facts, isScanned: false });
    expect(judge(20_000, { timeMs: 0 }, false, unread)).toMatchObject({
      offset: 20_000,
      problem: null,
    });
  });
});
