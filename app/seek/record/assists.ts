import type { Assist } from '../../contract/seek.ts';
import type { VideoFacts } from '../../contract/video.ts';
import type { SyntheticHead } from '../../flv/synthetic-head.ts';
import { playedTracks } from '../plan/playability.ts';
import type { SeekPlan } from '../plan/seek-plan.ts';

/** flv.js is started at this seek; what it needs to begin comes from us, not from the server. */
export function coldStartAssists(plan: SeekPlan, facts: VideoFacts, head: SyntheticHead): Assist[] {
  const assists: Assist[] = [];
  if (plan.offset > 0 && head.sequenceHeadersLength > 0) {
    assists.push({
      code: 'sequence_headers',
      bytes: head.sequenceHeadersLength,
      message:
        'The sequence headers, without which a start in the middle cannot be decoded, were taken from the head of the file.',
    });
  }
  const { hasVideo, hasAudio } = playedTracks(facts);
  const { header } = facts;
  if (header && (header.hasVideo !== hasVideo || header.hasAudio !== hasAudio)) {
    assists.push({
      code: 'header_flags',
      bytes: 1,
      message: `The file header promises ${tracks(header)}; the player was told ${tracks({ hasVideo, hasAudio })}.`,
    });
  }
  return assists;
}

/** The offset of a seek by time or keyframe was not one that the file itself declares. */
export function indexAssists(plan: SeekPlan, facts: VideoFacts): Assist[] {
  const isOurs = !plan.followsLanding && plan.offset > 0;
  const isDeclared = facts.declaredIndex?.offsets.includes(plan.offset) ?? false;
  return isOurs && !isDeclared
    ? [{ code: 'keyframe_index', bytes: 0, message: whereFrom(plan, facts) }]
    : [];
}

function whereFrom({ landsOn, offset }: SeekPlan, { declaredIndex }: VideoFacts): string {
  if (landsOn === 'tag')
    return 'Sound has no keyframe index: the offset was estimated from the time.';
  return declaredIndex
    ? `The file's own index does not list the keyframe at ${offset}; a scan of the file does.`
    : 'The file has no keyframe index: the offset was taken from a scan of the file.';
}

function tracks({ hasVideo, hasAudio }: { hasVideo: boolean; hasAudio: boolean }): string {
  if (hasVideo && hasAudio) return 'video and audio';
  if (hasVideo) return 'video';
  return hasAudio ? 'audio' : 'nothing';
}
