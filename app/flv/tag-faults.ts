import { aac, avc, unofficialHevc } from './codecs.ts';
import type { FindingList, Severity } from './finding.ts';
import { audioTagType, tagHeaderLength, videoTagType } from './tag-header.ts';
import type { WalkedTag } from './tag-walk.ts';
import { isFlaggedKeyframe } from './video-tag.ts';

/** How often something was met, and where first. */
interface Tally {
  count: number;
  offset: number;
  /** Of the first. */
  text: string;
}

/** One thing that is wrong with tags, of which a file has one finding and not one per tag. */
type Fault =
  | 'previous_tag_size_wrong'
  | 'keyframe_flag_wrong'
  | 'keyframe_unflagged'
  | 'keyframe_recovery_point'
  | 'timestamp_extended_missing'
  | 'tag_too_short';

/** What a writer did wrong with each tag, or with many. */
export class TagFaults {
  private readonly tallies = new Map<Fault, Tally>();

  look(tag: WalkedTag): void {
    const { previousTagSize, dataSize } = tag;
    if (previousTagSize !== null && previousTagSize !== tagHeaderLength + dataSize) {
      const text = `PreviousTagSize is ${previousTagSize}, expected ${tagHeaderLength + dataSize}`;
      this.add('previous_tag_size_wrong', tag.offset + tagHeaderLength + dataSize, text);
    }
    if (tag.type === videoTagType) this.lookAtVideo(tag);
    else if (tag.type === audioTagType && isAudioCut(tag)) this.addShort(tag);
  }

  extensionMissing(offset: number, fromMs: number, toMs: number): void {
    const text = `A timestamp falls from ${fromMs} to ${toMs} ms: TimestampExtended is not used`;
    this.add('timestamp_extended_missing', offset, text);
  }

  /** @param tagCount of the file */
  report(tagCount: number, findings: FindingList): void {
    for (const [fault, { count, offset, text }] of this.tallies) {
      const many = count === 1 ? '' : ` So it is with ${count} of ${tagCount} tags.`;
      findings.add(fault, severities[fault], offset, `${text}.${many}`);
    }
  }

  private lookAtVideo(tag: WalkedTag): void {
    const { video, offset } = tag;
    if (isVideoCut(tag)) this.addShort(tag);
    const isFlagged = isFlaggedKeyframe(video);
    if (video.access === 'none' && isFlagged) {
      const text =
        'A frame is flagged as a keyframe, but holds no picture that decoding can start at; it is left out of the index';
      this.add('keyframe_flag_wrong', offset, text);
    } else if (video.access === 'recovery_point' && isFlagged) {
      const text =
        'A keyframe is no IDR picture but a recovery point, where browsers fail to begin; it is left out of the index';
      this.add('keyframe_recovery_point', offset, text);
    } else if (video.access === 'idr' && video.isFrame && !isFlagged) {
      const text =
        'A frame is not flagged as a keyframe, but holds a picture that decoding can start at';
      this.add('keyframe_unflagged', offset, text);
    }
  }

  private addShort({ type, offset, dataSize }: WalkedTag): void {
    const track = type === videoTagType ? 'video' : 'audio';
    const bytes = dataSize === 1 ? '1 byte' : `${dataSize} bytes`;
    const text = `A tag of the ${track} track has ${bytes} of data, less than its codec needs to say what it is`;
    this.add('tag_too_short', offset, text);
  }

  private add(fault: Fault, offset: number, text: string): void {
    const tally = this.tallies.get(fault);
    if (tally === undefined) this.tallies.set(fault, { count: 1, offset, text });
    else tally.count++;
  }
}

const severities: Readonly<Record<Fault, Severity>> = {
  previous_tag_size_wrong: 'warn',
  keyframe_flag_wrong: 'warn',
  keyframe_unflagged: 'warn',
  keyframe_recovery_point: 'warn',
  timestamp_extended_missing: 'fail',
  tag_too_short: 'warn',
};

/** AVC has a packet type and a composition time, enhanced RTMP a FourCC. */
function isVideoCut({ video, dataSize }: WalkedTag): boolean {
  if (dataSize === 0 || video.frameType === 5) return false;
  if (video.isEnhanced) return video.codec === 0;
  return (video.codec === avc || video.codec === unofficialHevc) && dataSize < 5;
}

function isAudioCut({ audio, dataSize }: WalkedTag): boolean {
  if (dataSize === 0) return false;
  return audio.isEnhanced ? audio.codec === 0 : audio.codec === aac && dataSize < 2;
}
