import { describe, expect, it } from 'vitest';
import { createVideoClock } from '../clock/video-clock.ts';
import { landingReason, movedStartReason } from './landing-reason.ts';

const sizes = [4000, 4000, 4000];
const clock = createVideoClock({
  isScanned: true,
  framesPerSecond: 25,
  baseTimestampMs: 0,
  durationMs: 400,
  frameTimesMs: [0, 160, 320],
  index: { source: 'scanned', timesMs: [0, 160, 320], offsets: [500, 9000, 20_000], sizes },
});

describe('landingReason', () => {
  it('names the keyframe that the offset lies in', () => {
    const gap = { offset: 10_234, bytesToTag: 2770, bytesToStart: 9766, tagsSkipped: 12 };
    expect(landingReason(gap, clock, sizes)).toBe(
      'Offset 10,234 lies inside keyframe 1, 1,234 bytes in and 2,770 bytes before the next tag, ' +
        'and decoding can only start at a keyframe: 9,766 bytes with 12 tags were skipped to the next, ' +
        'keyframe 2 at 20,000, as the index says.',
    );
  });

  it('tells a tag’s middle, a tag’s start, and the head apart', () => {
    const at = (offset: number, bytesToTag: number) =>
      landingReason({ offset, bytesToTag, bytesToStart: 9000, tagsSkipped: 1 }, clock, sizes);
    expect(at(14_000, 10)).toContain('inside a tag after keyframe 1, 10 bytes before');
    expect(at(14_000, 0)).toContain('at the start of a tag that is no keyframe');
    expect(at(14, 10)).toContain('before the first keyframe');
    expect(at(14, 10)).toContain('1 tag were skipped');
  });

  it('says when the index has another place, or none', () => {
    const gap = { bytesToTag: 1, bytesToStart: 3000, tagsSkipped: 2 };
    expect(landingReason({ ...gap, offset: 14_000 }, clock, sizes)).toContain(
      'at 17,000, where the index has none: it says 20,000',
    );
    expect(landingReason({ ...gap, offset: 30_000 }, clock, sizes)).toContain('the index has none');
  });
});

describe('movedStartReason', () => {
  it('says which way the server moved the start', () => {
    expect(movedStartReason(10_000, 9000, 800)).toContain(
      'from 10,000 back to the keyframe at 9,000',
    );
    expect(movedStartReason(8000, 9000, 800)).toContain('from 8,000 on to the keyframe at 9,000');
    expect(movedStartReason(9000, 9000, 13)).toBe(
      'The server put 13 bytes of head between the prefix and the keyframe at 9,000.',
    );
  });
});
