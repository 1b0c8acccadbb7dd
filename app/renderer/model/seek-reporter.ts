import { toSeeklabError } from '../../contract/errors.ts';
import type { SeekReport } from '../../contract/log.ts';
import { MAX_REQUEST_BYTES } from '../../contract/rpc.ts';
import type { Seek } from '../../contract/seek.ts';
import type { Connection } from './connection.ts';
import { tellError } from './notices.ts';
import type { Quiet } from './quiet.ts';

/** Snapshots of a seek come in bursts; the newest of each goes out this often at most, ms. */
const INTERVAL_MS = 30;
/** Seeks in one report. */
const BATCH = 50;
/** Characters in one report: three bytes each are still well below what a message may have. */
const MAX_REPORT_LENGTH = MAX_REQUEST_BYTES / 4;
/** Seeks that wait while the workbench cannot be reached; the oldest are lost first. */
const MAX_WAITING = 1000;
/** Seeks of which something may still be told after they have ended. */
const KNOWN_KEPT = 200;

/** Tells the workbench how this page's seeks stand. */
export interface SeekReporter {
  put(seek: Seek): void;
  /** The workbench can be reached, perhaps another one than before: tells what it may lack. */
  resume(running: Iterable<Seek>): void;
}

/** @param quiet when what nobody waits for may be told */
export function createSeekReporter(
  connection: Pick<Connection, 'call'>,
  quiet: Quiet,
): SeekReporter {
  const waiting = new Map<string, Seek>();
  const known = new Set<string>();
  let isSending = false;
  let isPlanned = false;
  let isSoon = false;

  const send = async () => {
    if (isSending || waiting.size === 0) return;
    isSending = true;
    const batch = batchOf(waiting.values());
    for (const { id } of batch) waiting.delete(id);
    try {
      await connection.call('seek.report', { reports: batch.map(reportOf) });
      for (const { id } of batch) remember(id);
    } catch (thrown) {
      if (toSeeklabError(thrown).code === 'connection_lost') {
        // Told again once the workbench can be reached, unless there is something newer by then.
        for (const seek of batch) if (!waiting.has(seek.id)) waiting.set(seek.id, seek);
        return;
      }
      tellError(thrown);
    } finally {
      isSending = false;
    }
    for (const id of waiting.keys()) plan(id);
  };
  /** A new seek is told of soon: its exchanges look for it. What becomes of it waits. */
  const plan = (id: string) => {
    if (isSending) return;
    if (!known.has(id)) sendSoon();
    else if (!isPlanned) {
      isPlanned = true;
      setTimeout(() => quiet(sendPlanned), INTERVAL_MS);
    }
  };
  /** In a turn of its own: the seek's own request goes out first. */
  const sendSoon = () => {
    if (isSoon) return;
    isSoon = true;
    setTimeout(() => {
      isSoon = false;
      void send();
    });
  };
  const sendPlanned = () => {
    isPlanned = false;
    void send();
  };
  const reportOf = (seek: Seek): SeekReport => ({ seek, isKnown: known.has(seek.id) });
  const remember = (id: string) => {
    known.delete(id);
    known.add(id);
    const [oldest] = known;
    if (known.size > KNOWN_KEPT && oldest !== undefined) known.delete(oldest);
  };

  return {
    put(seek) {
      waiting.set(seek.id, seek);
      const [oldest] = waiting.keys();
      if (waiting.size > MAX_WAITING && oldest !== undefined) waiting.delete(oldest);
      plan(seek.id);
    },
    resume(running) {
      known.clear();
      for (const seek of running) if (!waiting.has(seek.id)) waiting.set(seek.id, seek);
      void send();
    },
  };
}

/** As many as one message takes; the first in any case. */
function batchOf(seeks: Iterable<Seek>): Seek[] {
  const batch: Seek[] = [];
  let length = 0;
  for (const seek of seeks) {
    length += JSON.stringify(seek).length;
    const isFull = batch.length === BATCH || length > MAX_REPORT_LENGTH;
    if (isFull && batch.length > 0) break;
    batch.push(seek);
  }
  return batch;
}
