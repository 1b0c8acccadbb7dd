import { bad, pass, skip, statusLine } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { rangeStartOf, type Subject } from '../subject.ts';

export const statusExpected: Rule = {
  code: 'status_expected',
  group: 'wire',
  severity: 'fail',
  needs: ['head'],
  says: 'A start inside the file, or none, is answered as a whole file: with 200; by a target that is asked by Range with 206.',
  fix: 'Look at the hops in Heads: the first one with another status, or with an error, is the cause.',
  judge(subject) {
    const { client, asked, model, exchange } = subject;
    if (asked.kind === 'beyond' || asked.kind === 'bad') {
      const code = asked.kind === 'beyond' ? 'beyond_end_refused' : 'bad_start_refused';
      return skip(`Such a start has a check of its own: ${code}.`);
    }
    const due = statusesDue(subject);
    const seen = client.status ?? 0;
    const shown = { seen, expected: due.join(' or '), at: statusLine };
    if (due.includes(seen))
      return pass(`The status is the one that ${model.name} asks for.`, shown);
    const { error } = exchange;
    return bad(
      error === null
        ? `The answer is ${seen}, where ${model.name} asks for ${due.join(' or ')}.`
        : `The answer is the error ${error.code}, where ${model.name} asks for ${due.join(' or ')}.`,
      shown,
    );
  },
};

/** An application that names a file keeps its own status, but for 204: a body follows. */
function statusesDue(subject: Subject): number[] {
  const { exchange, model, isRanged, isHead } = subject;
  const rangeStart = rangeStartOf(subject);
  // From its first byte on it is the whole file; and Range means something for GET alone (RFC 9110, section 14.2).
  if (rangeStart !== null) return rangeStart === 0 || isHead ? [200, 206] : [206];
  const application = exchange.hops.find(({ kind }) => kind === 'application')?.status ?? 200;
  const isKept = exchange.startHeader !== null && model.isKnown && !model.appliesRange;
  const usual = isKept && application !== 204 ? application : 200;
  return isRanged ? [usual, 206, 416] : [usual];
}
