import type { Exchange, Hop } from '../contract/exchange.ts';
import { isReproxyField } from '../http/fields.ts';
import { readRawHead } from '../http/raw-head.ts';
import { readHeads } from './head-changes.ts';

/** A line of a head by which a seek made its way, and where it stands. */
export interface PatchLine {
  /** Index into the exchange's hops. */
  hop: number;
  side: 'request' | 'response';
  /** 0 is the start line. */
  line: number;
  raw: string;
}

/** Lines of one head that belong together. */
export interface PatchStep {
  /** Who does what: `Storage is asked`. */
  name: string;
  lines: PatchLine[];
  /** Does the client's body follow? */
  isBeforeBody?: true;
}

/**
 * What the patch is about, in the order in which it happened: the client's question, the
 * application's orders, the partial GET and its answer, and the answer that the client got.
 */
export function patchStepsOf(exchange: Exchange): PatchStep[] {
  const { storage: used, application } = readHeads(exchange);
  const [client] = exchange.hops;
  const behind = used ?? exchange.hops.findLast(isBehind) ?? null;
  const ordered = linesOf(exchange, application, 'response', isOrder);
  const steps: PatchStep[] = [
    { name: 'Client asks', lines: linesOf(exchange, client, 'request', isAsk) },
    ordered.length > 0
      ? { name: 'Application orders', lines: ordered }
      : {
          name: 'Application answers',
          lines: linesOf(exchange, application, 'response', isAnswer),
        },
    ...behindSteps(exchange, behind),
    {
      name: 'Client gets',
      lines: linesOf(exchange, client, 'response', isAnswer),
      isBeforeBody: true,
    },
  ];
  return steps.filter(({ lines }) => lines.length > 0);
}

function behindSteps(exchange: Exchange, hop: Hop | null): PatchStep[] {
  const isRelayed = hop?.kind === 'target';
  const name = isRelayed ? 'Target' : 'Storage';
  return [
    {
      name: `${name} is asked`,
      lines: linesOf(exchange, hop, 'request', isRelayed ? isAsk : isRange),
    },
    { name: `${name} answers`, lines: linesOf(exchange, hop, 'response', isAnswer) },
  ];
}

const isBehind = ({ kind }: Hop) => kind === 'storage' || kind === 'target';

type Chooses = (key: string, line: number) => boolean;

const isRange: Chooses = (key) => key === 'range';
const isAsk: Chooses = (key, line) => line === 0 || isRange(key, line);
const isOrder: Chooses = (key) => key !== '' && isReproxyField(key);
const isAnswer: Chooses = (key, line) => line === 0 || answerKeys.has(key);
const answerKeys = new Set(['content-range', 'content-length', 'transfer-encoding', 'location']);

function linesOf(
  exchange: Exchange,
  hop: Hop | null | undefined,
  side: PatchLine['side'],
  isChosen: Chooses,
): PatchLine[] {
  const head = readRawHead((side === 'request' ? hop?.requestHead : hop?.responseHead) ?? '');
  if (!hop || head === null) return [];
  const place = { hop: exchange.hops.indexOf(hop), side };
  return [{ key: '', raw: head.startLine }, ...head.fields]
    .map(({ key, raw }, line) => ({ key, line: { ...place, line, raw } }))
    .filter(({ key, line }) => isChosen(key, line.line))
    .map(({ line }) => line);
}
