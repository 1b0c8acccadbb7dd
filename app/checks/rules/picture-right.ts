import type { Seek } from '../../contract/seek.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { bad, type Finding, milliseconds, pass, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';

/** Where nothing tells how long a picture lasts. */
const USUAL_FRAME_MS = 40;
/** Media times come rounded. */
const ROUNDING_MS = 2;

export const pictureRight: Rule = {
  code: 'picture_right',
  group: 'playback',
  severity: 'fail',
  needs: ['playback', 'index'],
  says: 'The picture is the one that was asked for, or the keyframe that a seek to it leads to.',
  fix: 'See where it landed: another keyframe than the asked one came, or its time is another than in the index.',
  judge: ({ seek, facts, model }) =>
    pictureIn(seek, facts, model.movesToKeyframe || facts?.target?.mayMoveStart === true),
  // Nobody could move the start.
  judgeBuffered: ({ seek, facts }) => pictureIn(seek, facts, false),
};

function pictureIn(seek: Seek | null, facts: VideoFacts | null, mayMove: boolean): Finding {
  if (!seek?.played || facts === null) return skip('No picture was shown.');
  if (seek.expectedMs === null) return skip('Which picture was asked for is not known.');
  const { timeMs } = seek.played;
  const due = picturesDue(seek, facts, mayMove);
  const toleranceMs = ROUNDING_MS + (frameMs(facts) ?? USUAL_FRAME_MS);
  const errorMs = timeMs - seek.expectedMs;
  const shown = { seen: milliseconds(timeMs), expected: due.map(milliseconds).join(' or ') };
  if (due.some((each) => Math.abs(timeMs - each) <= toleranceMs)) {
    return pass(
      `The picture is the right one, ${milliseconds(errorMs)} from what was asked.`,
      shown,
    );
  }
  return bad(`The picture is ${milliseconds(errorMs)} from what was asked.`, shown);
}

/** The very picture, and the keyframe at or before it. */
function picturesDue({ expectedMs, asked }: Seek, facts: VideoFacts, mayMove: boolean): number[] {
  const exact = expectedMs ?? 0;
  const before = facts.index.timesMs
    .map((each) => each - facts.baseTimestampMs)
    .filter((each) => each <= exact + ROUNDING_MS);
  // For an offset the index names the next keyframe; only a server that moves back may show another.
  const isExactKeyframe = asked.kind !== 'time';
  const previous = before.at(isExactKeyframe && mayMove ? -2 : -1);
  const isPreviousDue = asked.kind === 'time' || mayMove;
  return previous === undefined || previous === exact || !isPreviousDue
    ? [exact]
    : [exact, previous];
}

function frameMs({ framesPerSecond }: VideoFacts): number | null {
  return framesPerSecond !== null && framesPerSecond > 0 ? 1000 / framesPerSecond : null;
}
