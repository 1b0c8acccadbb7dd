import { judgeSeek } from '../../../checks/judge-seek.ts';
import { isBad } from '../../../checks/verdict.ts';
import type { CheckResult } from '../../../contract/check.ts';
import type { AnsweredAs, Exchange } from '../../../contract/exchange.ts';
import type { Seek } from '../../../contract/seek.ts';
import type { StartUnit } from '../../../contract/target.ts';
import { makeExchange, makeHop } from '../../../contract/test-support/make-records.ts';
import type { VideoFacts } from '../../../contract/video.ts';
import { bytesSource } from '../../../flv/byte-source.ts';
import { scanFlv } from '../../../flv/scan.ts';
import { videoFactsOf } from '../../library/video-facts.ts';
import { BodyWatcher } from '../body-watcher.ts';

/** A file as the workbench knows it. */
export interface KnownFile {
  bytes: Buffer;
  facts: VideoFacts;
}

export async function knownFile(bytes: Uint8Array): Promise<KnownFile> {
  const file = {
    ...{ name: 'a.flv', address: '/v/a.flv', target: null, state: '', modifiedAtEpochMs: 0 },
  };
  const scan = await scanFlv(bytesSource(bytes));
  const facts = videoFactsOf(scan, { ...file, sizeBytes: bytes.length });
  return { bytes: Buffer.from(bytes), facts };
}

/** An answer as a client got it, whoever sent it. */
export interface Answer {
  method?: 'GET' | 'HEAD';
  /** Beyond `Host`, each with its line end. */
  requestFields?: string;
  /** Value of `?start=`; null without one. */
  start: string | null;
  /** From the status line to the last field, without the blank line. */
  head: readonly string[];
  /** All that followed the head, without chunk sizes. */
  body: Buffer;
  outcome?: Exchange['outcome'];
  answeredAs: AnsweredAs | null;
  /** How a target was asked for the start; absent: for a byte. */
  startUnit?: StartUnit;
  seek?: Seek | null;
  /** ETag of storage's answer; absent: there is no storage hop. */
  storageEtag?: string;
}

/** Has an answer watched and judged as the workbench does it. */
export async function judgeAnswer(file: KnownFile, answer: Answer): Promise<CheckResult[]> {
  const exchange = exchangeOf(answer);
  const { bytes, facts } = file;
  const { startUnit = 'bytes' } = answer;
  const watcher = new BodyWatcher(exchange, {
    open: async () => ({
      state: '',
      source: bytesSource(bytes),
      sizeBytes: bytes.length,
      modifiedAtEpochMs: 0,
      isUnchanged: async () => true,
      close: async () => {},
    }),
    facts: () => facts,
    startUnit,
  });
  if (answer.body.length > 0) watcher.onBytes(answer.body);
  watcher.end();
  await watcher.settled;
  return judgeSeek({
    seek: answer.seek ?? null,
    exchanges: [exchange],
    bodies: [watcher.facts()],
    facts,
    sizeBytes: bytes.length,
    startUnit,
  });
}

function exchangeOf(answer: Answer): Exchange {
  const { method = 'GET', requestFields = '', start, head, body, storageEtag } = answer;
  const target = start === null ? '/v/a.flv?seek=p-1' : `/v/a.flv?start=${start}&seek=p-1`;
  const client = makeHop({
    requestHead: `${method} ${target} HTTP/1.1\r\nHost: a\r\n${requestFields}\r\n`,
    responseHead: `${head.join('\r\n')}\r\n\r\n`,
    status: Number(/ (\d{3}) /.exec(`${head[0]} `)?.[1]),
    responseBodyBytes: body.length,
  });
  const storage = makeHop({
    kind: 'storage',
    status: 206,
    responseHead: `HTTP/1.1 206 Partial Content\r\nETag: ${storageEtag}\r\n\r\n`,
  });
  const { outcome = 'complete', answeredAs } = answer;
  const hops = storageEtag === undefined ? [client] : [client, storage];
  return makeExchange({ method, target, seekId: 'p-1', outcome, answeredAs, hops });
}

/** The codes of the checks that came to something bad, in their order. */
export function badCodes(results: readonly CheckResult[]): string[] {
  return results.filter(({ result }) => isBad(result)).map(({ code }) => code);
}
