import type { ExpectedAnswer, Page } from './cases/case.ts';
import type { Deviation, OurAnswer } from './cases/deviation.ts';
import type { KnownDifference } from './cases/known-differences.ts';
import {
  allFields,
  askedOnce,
  comparableFields,
  comparableStorage,
  fieldsAsWanted,
  statusOf,
} from './normalise.ts';
import type { Observation } from './under-test/proxy-under-test.ts';
import { describeBytes } from './wire/describe-bytes.ts';

type Received = ExpectedAnswer['received'];

/** What was observed, and what was wanted, in the same words: equal words mean equal bytes. */
export interface Comparison {
  seen: unknown;
  wanted: unknown;
}

/** A peer against its row of the oracle: whole status line, bytes, connection, storage. */
export function againstOracle(
  seen: Observation,
  row: Pick<Observation, 'connection'> & {
    answers: readonly ExpectedAnswer[];
    storage: readonly string[];
  },
): Comparison {
  return {
    seen: {
      answers: seen.answers.map(({ statusLine, contentLength, received }, i) => ({
        statusLine,
        contentLength,
        received: describeReceived(received, row.answers[i]?.received),
      })),
      connection: seen.connection,
      storage: seen.storage,
    },
    wanted: {
      answers: row.answers.map((answer, i) => ({
        statusLine: answer.statusLine,
        contentLength: wantedLength(answer, seen.answers[i]),
        received: describeWanted(answer.received),
      })),
      connection: row.connection,
      storage: row.storage,
    },
  };
}

/** Ours against what the peer did in the same case. */
export function againstPeer(seen: Observation, peer: Observation): Comparison {
  const inWords = ({ answers, connection, storage }: Observation) => ({
    answers: answers.map(({ statusLine, fieldLines, contentLength, received }) => ({
      status: statusOf(statusLine),
      fields: comparableFields(fieldLines),
      contentLength,
      received: describeBytes(received),
    })),
    connection,
    storage: comparableStorage(storage),
  });
  return { seen: inWords(seen), wanted: inWords(peer) };
}

/** Ours with quirks on: every line on both hops has to be the peer's. */
export function againstPeerExactly(seen: Observation, peer: Observation): Comparison {
  const inWords = ({ answers, connection, storage }: Observation) => ({
    answers: answers.map(({ statusLine, fieldLines, received }) => ({
      statusLine,
      fields: allFields(fieldLines),
      received: describeBytes(received),
    })),
    connection,
    storage: askedOnce(storage),
  });
  return { seen: inWords(seen), wanted: inWords(peer) };
}

/**
 * Ours against a server that serves its own files: the whole status line and all fields have to be
 * equal too. What storage is asked has no counterpart there.
 */
export function againstServer(seen: Observation, server: Observation): Comparison {
  const inWords = ({ answers, connection }: Observation) => ({
    answers: answers.map(({ statusLine, fieldLines, contentLength, received }) => ({
      statusLine,
      fields: comparableFields(fieldLines),
      contentLength,
      received: describeBytes(received),
    })),
    connection,
  });
  return { seen: inWords(seen), wanted: inWords(server) };
}

/** Ours where it is known to differ: only what the difference leaves. */
export function againstDifference(
  seen: Observation,
  peer: Observation,
  { ours }: KnownDifference,
): Comparison {
  const inWords = ({ answers, connection }: Observation) => ({
    statuses: answers.map(({ statusLine }) => statusOf(statusLine)),
    connection,
  });
  const silence = { statuses: [], connection: 'open' };
  return { seen: inWords(seen), wanted: ours === 'silence' ? silence : inWords(peer) };
}

/** Ours against what the contract says instead. */
export function againstDeviation(
  seen: Observation,
  { answers, connection, storage }: Deviation,
): Comparison {
  return {
    seen: {
      answers: seen.answers.map(({ statusLine, fieldLines, contentLength, received }, i) => ({
        status: statusOf(statusLine),
        fields: fieldsAsWanted(fieldLines, answers[i]?.fieldLines ?? []),
        contentLength,
        received: describeReceived(received, answers[i]?.received),
      })),
      connection: seen.connection,
      storage: comparableStorage(seen.storage),
    },
    wanted: {
      answers: answers.map((answer: OurAnswer, i) => ({
        status: answer.status,
        fields: comparableFields(answer.fieldLines),
        contentLength: wantedLength(answer, seen.answers[i]),
        received: describeWanted(answer.received),
      })),
      connection: connection ?? 'open',
      storage: comparableStorage([...storage]),
    },
  };
}

function wantedLength(
  { contentLength, received }: Pick<ExpectedAnswer, 'contentLength' | 'received'>,
  seen: Observation['answers'][number] | undefined,
): number | null {
  if (contentLength === 'any') return seen?.contentLength ?? null;
  if (contentLength !== undefined) return contentLength;
  return isPage(received) ? (seen?.received.length ?? null) : received.length;
}

/** A page that is like the wanted one is described as that one. */
function describeReceived(received: Buffer, wanted: Received | undefined): string {
  if (wanted && isPage(wanted) && isLikePage(received, wanted)) return describeWanted(wanted);
  return describeBytes(received);
}

function describeWanted(wanted: Received): string {
  if (!isPage(wanted)) return describeBytes(wanted);
  const text = `a page like ${wanted.text}`;
  return wanted.prefix.length === 0 ? text : `${describeBytes(wanted.prefix)} + ${text}`;
}

function isPage(received: Received): received is Page {
  return 'text' in received;
}

function isLikePage(received: Buffer, { prefix, text }: Page): boolean {
  const isPrefixed = received.subarray(0, prefix.length).equals(prefix);
  return isPrefixed && text.test(received.toString('latin1', prefix.length));
}
