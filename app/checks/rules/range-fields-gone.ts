import { headValue } from '../../http/raw-head.ts';
import { bad, pass, responseLine, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { isVideoAnswer } from '../subject.ts';

export const rangeFieldsGone: Rule = {
  code: 'range_fields_gone',
  group: 'wire',
  severity: 'fail',
  needs: ['head'],
  says: 'The answer to a start has no Content-Range and no Accept-Ranges: it is a file of its own.',
  fix: 'The server must take both out of what storage answered before it puts the prefix in front.',
  judge(subject) {
    const { response, model, asked, isRanged } = subject;
    if (asked.kind !== 'part' || !isVideoAnswer(subject))
      return skip('No part of a file was answered.');
    if (isRanged) return skip('The client asked for a range of its own.');
    const kept = ['content-range', ...(model.keepsAcceptRanges ? [] : ['accept-ranges'])];
    const found = kept.find((key) => headValue(response, key) !== null);
    if (found === undefined) return pass('Nothing tells that it is a part.', { expected: 'none' });
    return bad(
      found === 'content-range'
        ? 'Content-Range tells of a part, where the body begins as a file of its own.'
        : 'Accept-Ranges invites to ask for offsets, which are others in this body than in the file.',
      {
        seen: `${found}: ${headValue(response, found)}`,
        expected: 'none',
        at: responseLine(subject, found),
      },
    );
  },
};
