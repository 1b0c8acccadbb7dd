import { bad, bodyByte, milliseconds, pass, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { keyframeAt } from '../subject.ts';

export const timestampAsIndexed: Rule = {
  code: 'timestamp_as_indexed',
  group: 'stream',
  severity: 'fail',
  needs: ['body', 'index'],
  says: 'The first keyframe has the time that the index gives for its byte.',
  fix: 'The server rewrites timestamps, or sends another file or version: compare it with the library’s.',
  judge({ body, facts }) {
    const keyframe = body?.chain.firstVideo ?? null;
    if (body === null || facts === null || keyframe === null)
      return skip('No picture had come yet.');
    if (body.from === null || body.prefixBytes === null)
      return skip('Where the part begins is not known.');
    if (!keyframe.isKeyframe) return skip('The first picture is no keyframe.');
    const index = keyframeAt(facts, body.from + keyframe.offset - body.prefixBytes);
    const due = facts.index.timesMs[index];
    if (due === undefined) return skip('The index has no keyframe at that byte.');
    const seen = keyframe.timestampMs + keyframe.compositionTimeMs;
    const shown = {
      seen: milliseconds(seen),
      expected: milliseconds(due),
      at: bodyByte(keyframe.offset),
    };
    if (seen === due) return pass('Its time is that of the index.', shown);
    return bad(
      `Its time is ${milliseconds(Math.abs(seen - due))} ${seen > due ? 'later' : 'earlier'} than the index says.`,
      shown,
    );
  },
};
