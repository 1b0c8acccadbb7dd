import { checkOutcome } from '../../contract/check.ts';
import { markColour, markWord } from '../../contract/marks.ts';
import { badnessOf } from '../verdict.ts';
import type { RowFacts } from './row-facts.ts';

interface FieldHead {
  name: string;
  /** A few words, beside its name where it is offered. */
  says: string;
}

/** What a term of the filter can name. */
export type Field = FieldHead &
  (
    | { kind: 'text'; read(facts: RowFacts): string }
    | { kind: 'choice'; choices: Readonly<Record<string, (facts: RowFacts) => boolean>> }
    /** `duration`: bare numbers are milliseconds. `place`: a time in the video, likewise. */
    | { kind: 'number' | 'duration' | 'place'; read(facts: RowFacts): number }
    | { kind: 'asked' }
  );

const verdicts = Object.fromEntries(
  checkOutcome.options.map((each) => [
    each,
    (facts: RowFacts) => facts.badness === badnessOf(each),
  ]),
);

/** A choice among the words that a fact may be. */
const oneOf = (words: readonly string[], read: (facts: RowFacts) => string) =>
  Object.fromEntries(words.map((word) => [word, (facts: RowFacts) => read(facts) === word]));

/** In the order in which they are offered. */
export const fields: readonly Field[] = [
  {
    name: 'verdict',
    says: 'what the checks came to',
    kind: 'choice',
    choices: { ...verdicts, none: (facts) => facts.badness === 0 },
  },
  {
    name: 'is',
    says: 'what kind of row, and how it stands',
    kind: 'choice',
    choices: {
      seek: (facts) => facts.isSeek,
      other: (facts) => !facts.isSeek,
      problem: (facts) => facts.isProblem,
      running: (facts) => facts.isRunning,
      replaced: (facts) => facts.isReplaced,
      raw: (facts) => facts.isRaw,
      pinned: (facts) => facts.isPinned,
    },
  },
  { name: 'result', says: 'what is wrong, in words', kind: 'text', read: (facts) => facts.result },
  { name: 'check', says: 'the check that decided', kind: 'text', read: (facts) => facts.check },
  { name: 'note', says: 'what somebody wrote', kind: 'text', read: (facts) => facts.note },
  {
    name: 'mark',
    says: 'OK or bug, as somebody marked it',
    kind: 'choice',
    choices: oneOf(markWord.options, (facts) => facts.mark),
  },
  {
    name: 'colour',
    says: 'as somebody coloured it',
    kind: 'choice',
    choices: oneOf(markColour.options, (facts) => facts.colour),
  },
  {
    name: 'picture',
    says: 'until the picture',
    kind: 'duration',
    read: (facts) => facts.pictureMs,
  },
  {
    name: 'byte',
    says: 'until the first byte',
    kind: 'duration',
    read: (facts) => facts.firstByteMs,
  },
  {
    name: 'error',
    says: 'how far from what was asked, either way',
    kind: 'duration',
    read: (facts) => facts.errorMs,
  },
  {
    name: 'status',
    says: 'status that the client got',
    kind: 'number',
    read: (facts) => facts.status,
  },
  { name: 'asked', says: 'a time, @byte or #keyframe', kind: 'asked' },
  { name: 'landed', says: 'time of the first tag', kind: 'place', read: (facts) => facts.landedMs },
  { name: 'played', says: 'time of the picture', kind: 'place', read: (facts) => facts.playedMs },
  { name: 'start', says: 'byte offset in ?start=', kind: 'number', read: (facts) => facts.start },
  {
    name: 'target',
    says: 'target, or whose manner answered',
    kind: 'text',
    read: (facts) => facts.target,
  },
  { name: 'video', says: 'name of the video', kind: 'text', read: (facts) => facts.video },
  { name: 'client', says: 'other client, as curl', kind: 'text', read: (facts) => facts.client },
  { name: 'number', says: 'number of the row', kind: 'number', read: (facts) => facts.number },
];

/** Undefined where there is no such field. */
export function fieldOf(name: string): Field | undefined {
  return fields.find((field) => field.name === name.toLowerCase());
}
