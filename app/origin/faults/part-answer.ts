import { randomBytes } from 'node:crypto';
import type { Pace } from '../../contract/system.ts';
import type { FaultName } from '../../faults/fault-kinds.ts';
import { bytesInto, type FaultRule } from '../../faults/fault-rule.ts';

/** How storage answers with a part of a file: what its faults change. */
export interface PartAnswer {
  /** In their order on the wire. */
  readonly fields: Readonly<Record<string, string>>;
  readonly part: { readonly start: number; readonly length: number };
  readonly pace: Pace | null;
  /** `closed`: with the connection. `stalled`: never, until the client goes away. */
  readonly ending: 'whole' | 'closed' | 'stalled' | 'reset';
  /** Sent behind the part. */
  readonly surplusBytes: number;
  /** Byte of the file that is sent otherwise than it is; null: none. */
  readonly flippedByte: number | null;
  readonly isPacked: boolean;
}

type Effect = (answer: PartAnswer, rule: FaultRule) => PartAnswer;

const withField = (answer: PartAnswer, name: string, value: string): PartAnswer => ({
  ...answer,
  fields: { ...answer.fields, [name]: value },
});

const without = (answer: PartAnswer, name: string): PartAnswer => ({
  ...answer,
  fields: Object.fromEntries(Object.entries(answer.fields).filter(([field]) => field !== name)),
});

const endedAt =
  (ending: PartAnswer['ending']): Effect =>
  (answer, { place }) => {
    const length = place && bytesInto(place, answer.part);
    return length === null ? answer : { ...answer, part: { ...answer.part, length }, ending };
  };

/** What faults do to an answer that brings a part; the others never come so far. */
const effects: { readonly [N in FaultName]?: Effect } = {
  'wrong-content-range': (answer) => {
    const shifted = (answer.fields['Content-Range'] ?? '').replace(/\d+/, (first) =>
      String(Number(first) + 1),
    );
    return withField(answer, 'Content-Range', shifted);
  },
  'short-body': (answer, { amount }) => {
    const length = Math.max(0, answer.part.length - (amount ?? 0));
    return { ...answer, part: { ...answer.part, length }, ending: 'closed' };
  },
  'long-body': (answer, { amount }) => ({ ...answer, surplusBytes: amount ?? 0 }),
  stall: endedAt('stalled'),
  reset: endedAt('reset'),
  slow: (answer, { amount }) => ({
    ...answer,
    pace: { burstBytes: 0, bytesPerSecond: Math.max(1, Math.round((amount ?? 0) * 1000)) },
  }),
  gzip: (answer) => ({
    ...withField(without(answer, 'Content-Length'), 'Content-Encoding', 'gzip'),
    isPacked: true,
  }),
  'no-length': (answer) => ({
    ...without(answer, 'Content-Length'),
    ending: answer.ending === 'whole' ? 'closed' : answer.ending,
  }),
  'wrong-length': (answer, { amount }) => {
    const length = Math.max(0, answer.part.length - (amount ?? 0));
    return withField(answer, 'Content-Length', String(length));
  },
  'other-version': (answer) =>
    withField(without(answer, 'Last-Modified'), 'ETag', `"${randomBytes(8).toString('hex')}"`),
  'flipped-byte': (answer, { place }) => {
    const into = place && bytesInto(place, answer.part);
    return into === null ? answer : { ...answer, flippedByte: answer.part.start + into };
  },
};

/** The answer with all that was asked for, one after the other. */
export function withFaults(answer: PartAnswer, rules: readonly FaultRule[]): PartAnswer {
  return rules.reduce((changed, rule) => effects[rule.name]?.(changed, rule) ?? changed, answer);
}
