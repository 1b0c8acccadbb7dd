import { clientNameOf } from '../../checks/client-name.ts';
import type { Exchange } from '../../contract/exchange.ts';
import {
  type LogRow,
  type RequestSummary,
  type SeekSummary,
  seekSummary,
} from '../../contract/log.ts';
import type { Seek } from '../../contract/seek.ts';
import { isProblem, type Row } from './row.ts';

/** As much of a request's target as a row can show. */
const TARGET_SHOWN = 500;
const CLIENT_SHOWN = 100;

const seekFields = Object.keys(seekSummary.shape) as (keyof SeekSummary)[];

const rowHead = (row: Row) => ({
  number: row.number,
  atEpochMs: row.atEpochMs,
  isProblem: isProblem(row),
  verdict: row.verdict,
  marks: row.marks,
});

/** @param first its first exchange; null where nothing was asked */
export function seekRow(row: Row, seek: Seek, first: Exchange | null): LogRow {
  const answeredAs = first?.answeredAs ?? null;
  const shown = Object.fromEntries(seekFields.map((field) => [field, seek[field]]));
  return { kind: 'seek', ...rowHead(row), answeredAs, seek: shown as SeekSummary };
}

export function requestRow(row: Row, exchange: Exchange): LogRow {
  const { answeredAs } = exchange;
  return { kind: 'request', ...rowHead(row), answeredAs, request: summaryOfRequest(exchange) };
}

function summaryOfRequest({ id, method, target, seekId, outcome, hops }: Exchange): RequestSummary {
  const [client] = hops;
  return {
    id,
    method,
    target: target.slice(0, TARGET_SHOWN),
    seekId,
    outcome,
    status: client?.status ?? null,
    firstBodyByteMs: client?.firstBodyByteMs ?? null,
    client: clientNameOf(client?.requestHead ?? '')?.slice(0, CLIENT_SHOWN) ?? null,
  };
}
