import { headValue } from '../../http/raw-head.ts';
import { bad, pass, responseLine, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { isVideoAnswer, isVideoDue } from '../subject.ts';

const flvTypes = new Set(['video/x-flv', 'video/flv']);

export const contentTypeFlv: Rule = {
  code: 'content_type_flv',
  group: 'wire',
  severity: 'warn',
  needs: ['head'],
  says: 'The Content-Type of a video is video/x-flv.',
  fix: 'Set the type where the server takes it from: the application for Perlbal, the table of types for nginx and lighttpd.',
  judge(subject) {
    if (!isVideoDue(subject) || !isVideoAnswer(subject)) return skip('The answer is no video.');
    const value = headValue(subject.response, 'content-type');
    const type = value?.split(';')[0]?.trim().toLowerCase() ?? '';
    const shown = { expected: 'video/x-flv', at: responseLine(subject, 'content-type') };
    if (flvTypes.has(type)) return pass('The type is that of FLV.', { ...shown, seen: type });
    if (value === null) return bad('There is no Content-Type.', { ...shown, seen: 'none' });
    return bad('The type is another than that of FLV: players may refuse it.', {
      ...shown,
      seen: value,
    });
  },
};
