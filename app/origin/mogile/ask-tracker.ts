/**
 * One question to one tracker, on a connection of its own.
 *
 * Threat model: a tracker is a peer that the user chose, but it can be dead, slow, or no tracker at
 * all. So connecting and answering have a time limit each, which trickled bytes do not extend, and a
 * line has a largest size. What came is kept byte for byte. The limits are the network's: while this
 * program is busy itself, they stand still (`loop-timeout.ts`).
 */
import { connect } from 'node:net';
import { CodedError } from '../../contract/errors.ts';
import type { Hop, HopOutcome } from '../../contract/exchange.ts';
import { afterLoopTime } from './loop-timeout.ts';
import { type TrackerAddress, trackerName } from './tracker-address.ts';

export interface TrackerLimits {
  connectMs: number;
  /** From the connection to the end of the answer's line. */
  readMs: number;
  lineBytes: number;
}

/** Times of the contract page; a line of 1,000 long keys has about 800 kB. */
export const defaultTrackerLimits: TrackerLimits = {
  connectMs: 250,
  readMs: 3000,
  lineBytes: 2 * 1024 * 1024,
};

/** Who waits for an answer, and how. */
export interface Asking {
  /** Moment on `performance.now()` that the times of hops count from. */
  clockZeroMs: number;
  /** Aborted when nobody waits for the answer any more. */
  signal?: AbortSignal | undefined;
  /** Is nobody to be reached, on purpose? */
  isDown?: boolean | undefined;
  /** Shown each hop as it begins; the hop goes on changing until it ends. */
  onHop?: ((hop: Hop) => void) | undefined;
}

/** The hop of a question: its raw lines stand where an HTTP hop has its heads. */
export interface AskedHop {
  hop: Hop;
  /** IP address of the tracker; null when there was no connection. */
  address: string | null;
  /** Null when a whole line came, or nobody waits for it any more. */
  error: CodedError | null;
}

/**
 * Sends a request line and reads the answer's line. Never rejects: a failure is the hop's outcome
 * (`refused`, `timeout`, `cut`, `malformed`) with its coded error, or `aborted`.
 * @param line ends in CR LF
 */
export function askTracker(
  tracker: TrackerAddress,
  line: string,
  limits: TrackerLimits,
  { clockZeroMs, signal, onHop }: Asking,
): Promise<AskedHop> {
  const now = () => performance.now() - clockZeroMs;
  const hop = newTrackerHop(tracker, line, now());
  const { peer } = hop;
  let address: string | null = null;
  const received: string[] = [];
  let receivedBytes = 0;
  const socket = connect(tracker).setEncoding('latin1');
  onHop?.(hop);

  return new Promise((resolve) => {
    const end = (outcome: HopOutcome, error: CodedError | null) => {
      if (hop.outcome !== 'running') return;
      stopWaiting();
      signal?.removeEventListener('abort', abort);
      socket.destroy();
      const responseHead = received.join('');
      const endMs = now();
      Object.assign(hop, { outcome, responseHead, error: error?.toJSON() ?? null, endMs });
      resolve({ hop, address, error });
    };
    const endAfter = (limitMs: number, step: string) =>
      afterLoopTime(limitMs, () =>
        end('timeout', new CodedError('tracker_timeout', { peer, step, limitMs })),
      );
    const endBroken = (cause?: NodeJS.ErrnoException) => {
      if (hop.connectedMs !== null) {
        end('cut', new CodedError('tracker_cut', { peer, got: receivedBytes }, { cause }));
        return;
      }
      const detail = cause?.code ?? 'the connection was closed';
      end('refused', new CodedError('tracker_unreachable', { peer, detail }, { cause }));
    };

    const abort = () => end('aborted', null);

    let stopWaiting = endAfter(limits.connectMs, 'accept a connection');
    signal?.addEventListener('abort', abort);
    socket.once('connect', () => {
      stopWaiting();
      stopWaiting = endAfter(limits.readMs, 'answer');
      address = socket.remoteAddress ?? null;
      hop.connectedMs = now();
      hop.localPort = socket.localPort ?? null;
      socket.write(line, 'latin1', () => {
        hop.requestSentMs = now();
      });
    });
    socket.on('data', (chunk: string) => {
      hop.responseHeadMs ??= now();
      const lineEnd = chunk.indexOf('\n');
      received.push(lineEnd < 0 ? chunk : chunk.slice(0, lineEnd + 1));
      receivedBytes += chunk.length;
      if (lineEnd >= 0) end('complete', null);
      else if (receivedBytes > limits.lineBytes) {
        const detail = `its line is longer than ${limits.lineBytes} bytes`;
        end('malformed', new CodedError('tracker_bad_answer', { peer, detail }));
      }
    });
    socket.on('error', endBroken);
    socket.once('close', () => endBroken());
  });
}

/** A hop that begins, with the line that is to be sent; whether it was says `requestSentMs`. */
export function newTrackerHop(tracker: TrackerAddress, line: string, startMs: number): Hop {
  const peer = trackerName(tracker);
  return {
    kind: 'tracker',
    peer,
    url: `tcp://${peer}`,
    isConnectionReused: false,
    localPort: null,
    requestHead: line,
    responseHead: '',
    interimHeads: [],
    status: null,
    requestBodyBytes: 0,
    responseBodyBytes: 0,
    startMs,
    connectedMs: null,
    requestSentMs: null,
    responseHeadMs: null,
    firstBodyByteMs: null,
    endMs: null,
    outcome: 'running',
    error: null,
  };
}
