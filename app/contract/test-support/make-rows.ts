import type { LogRow } from '../log.ts';
import type { Seek } from '../seek.ts';
import { makeSeek } from './make-records.ts';

type SeekRow = Extract<LogRow, { kind: 'seek' }>;
type RequestRow = Extract<LogRow, { kind: 'request' }>;

const head = {
  number: 1,
  atEpochMs: 0,
  isProblem: false,
  verdict: null,
  marks: null,
  answeredAs: { personality: 'perlbal-patch', hasQuirks: false },
} as const;

/** A row of the log that shows a seek. */
export function makeSeekRow(seek: Partial<Seek> = {}, patch: Partial<SeekRow> = {}): SeekRow {
  return { kind: 'seek', ...head, seek: makeSeek(seek), ...patch };
}

/** A row of the log that shows what curl asked. */
export function makeRequestRow(
  request: Partial<RequestRow['request']> = {},
  patch: Partial<RequestRow> = {},
): RequestRow {
  return {
    kind: 'request',
    ...head,
    number: 2,
    request: {
      id: '1',
      method: 'GET',
      target: '/v/sample.flv',
      seekId: null,
      outcome: 'complete',
      status: 200,
      firstBodyByteMs: 1,
      client: null,
      ...request,
    },
    ...patch,
  };
}
