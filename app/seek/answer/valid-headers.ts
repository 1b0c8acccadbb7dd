import type { VideoFacts } from '../../contract/video.ts';
import { areEqual, concat, viewOf } from '../../flv/bytes.ts';
import { withTrailer } from '../../flv/synthetic-head.ts';
import { tagHeaderLength, videoTagType } from '../../flv/tag-header.ts';
import { readVideoTag } from '../../flv/video-tag.ts';
import { fromBase64 } from '../plan/flv-head.ts';

type HeaderFacts = Pick<VideoFacts, 'sequenceHeaders' | 'sequenceHeaderChanges'>;

/** The sequence headers of one answer. */
export interface ValidHeaders {
  /**
   * What the decoder must be given before the tag at that offset: whole tags. Empty where the file
   * has one header for each track, which it got with the head.
   */
  before(offset: number): Uint8Array;
  /** Is it a video header that says what the decoder knows already? Ask for every tag, in order. */
  isRepeat(tag: Uint8Array): boolean;
}

/**
 * Keeps a decoder set up with what is valid where it reads.
 * @param onLoss called once, when frames would have been lost by a header that was left out
 */
export function createValidHeaders(facts: HeaderFacts, onLoss: () => void): ValidHeaders {
  /** Undefined: as the file begins, and not looked at yet. */
  let video: Uint8Array | null | undefined;
  const knownVideo = () => {
    if (video === undefined) video = fromBase64(facts.sequenceHeaders.video);
    return video;
  };
  let isLeftOut = false;
  let isTold = false;

  const frame = (isKeyframe: boolean) => {
    if (isLeftOut && !isKeyframe && !isTold) {
      isTold = true;
      onLoss();
    }
    isLeftOut = false;
  };

  return {
    before(offset) {
      if (facts.sequenceHeaderChanges.length === 0) {
        video = undefined;
        return new Uint8Array();
      }
      const valid = {
        video: headerAt('video', offset, facts),
        audio: headerAt('audio', offset, facts),
      };
      video = valid.video;
      const tags = [valid.video, valid.audio].flatMap((tag) => (tag ? [withTrailer(tag)] : []));
      return concat(tags);
    },
    isRepeat(tag) {
      if (tag.length <= tagHeaderLength || ((tag[0] ?? 0) & 0x1f) !== videoTagType) return false;
      const head = readVideoTag(viewOf(tag), tagHeaderLength, tag.length);
      if (head.isFrame) frame(head.isKeyframe);
      if (!head.isSequenceHeader) return false;
      const known = knownVideo();
      const isKnown = known !== null && areEqual(dataOf(known), dataOf(tag));
      if (isKnown) isLeftOut = true;
      else video = tag.slice();
      return isKnown;
    },
  };
}

const dataOf = (tag: Uint8Array) => tag.subarray(tagHeaderLength);

function headerAt(track: 'video' | 'audio', offset: number, facts: HeaderFacts) {
  const last = facts.sequenceHeaderChanges.findLast(
    (change) => change.track === track && change.offset <= offset,
  );
  return fromBase64(last?.tag ?? facts.sequenceHeaders[track]);
}
