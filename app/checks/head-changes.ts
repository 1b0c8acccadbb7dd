import type { Exchange, Hop } from '../contract/exchange.ts';
import { connectionOptions, isHopByHop } from '../http/hop-by-hop.ts';
import { headValue, type RawHead, type RawLine, readRawHead } from '../http/raw-head.ts';
import type { ExplainedHop, ExplainedLine, Heads, PlacedLine } from './explained-line.ts';
import { explainRequest, explainResponse } from './head-explanations.ts';

/** Explains every line of every head of an exchange, hop by hop, in the order of its hops. */
export function explainHeads(exchange: Exchange): ExplainedHop[] {
  const heads = readHeads(exchange);
  return exchange.hops.map((hop) => ({
    request: explainRequestHead(hop, heads),
    response: explainResponseHead(hop, heads),
  }));
}

/** Takes the heads of an exchange apart, and finds the answer that the body begins with. */
export function readHeads(exchange: Exchange): Heads {
  const client = exchange.hops.find(({ kind }) => kind === 'client') ?? null;
  const application = exchange.hops.find(({ kind }) => kind === 'application') ?? null;
  const storage = usedStorage(exchange, client);
  return {
    exchange,
    clientRequest: readRawHead(client?.requestHead ?? ''),
    clientResponse: readRawHead(client?.responseHead ?? ''),
    application,
    applicationResponse: readRawHead(application?.responseHead ?? ''),
    storage,
    storageResponse: readRawHead(storage?.responseHead ?? ''),
    isOwnAnswer: exchange.outcome === 'failed',
  };
}

const unusable = new Set<Hop['outcome']>(['refused', 'timeout', 'malformed', 'rejected']);

/**
 * The storage hop, or that of a target, that the client's body begins with: the one whose length, with the prefix, is
 * the client's. Hops before it only looked something up, hops after it went on where it broke off.
 */
function usedStorage({ hops, prefixBytes }: Exchange, client: Hop | null): Hop | null {
  // Those before the last one only led to it.
  const target = hops.findLast((hop) => hop.kind === 'target' && hop.responseHead !== '');
  if (target) return target;
  const usable = hops.filter(
    (hop) => hop.kind === 'storage' && hop.responseHead !== '' && !unusable.has(hop.outcome),
  );
  const sent = lengthOf(client);
  const fitting = usable.find((hop) => lengthOf(hop) === sent - prefixBytes);
  return fitting ?? usable[0] ?? null;
}

const lengthOf = (hop: Hop | null) =>
  Number(headValue(readRawHead(hop?.responseHead ?? ''), 'content-length') ?? Number.NaN);

const isRelayed = ({ exchange }: Heads) => exchange.hops.some(({ kind }) => kind === 'target');

function explainRequestHead(hop: Hop, heads: Heads): ExplainedLine[] {
  const head = readRawHead(hop.requestHead);
  if (head === null) return [];
  if (hop.kind === 'tracker') return head && untouched(head);
  if (hop.kind !== 'client') {
    return placeSent(hop, head, [heads.clientRequest], isRelayed(heads)).map((placed) =>
      explain(placed, heads, true),
    );
  }
  const asked = heads.exchange.hops.filter(
    ({ kind, requestHead }) => kind !== 'client' && kind !== 'tracker' && requestHead !== '',
  );
  if (asked.length === 0) return untouched(head);
  const onward = asked.map(({ requestHead }) => readRawHead(requestHead));
  return placeReceived(hop, head, onward, isRelayed(heads)).map((placed) =>
    explain(placed, heads, true),
  );
}

function explainResponseHead(hop: Hop, heads: Heads): ExplainedLine[] {
  const head = readRawHead(hop.responseHead);
  if (head === null) return [];
  if (hop.kind === 'tracker') return untouched(head);
  if (hop.kind === 'client') {
    const sources = heads.isOwnAnswer ? [] : [heads.storageResponse, heads.applicationResponse];
    return placeSent(hop, head, sources, isRelayed(heads)).map((placed) =>
      explain(placed, heads, false),
    );
  }
  if (heads.clientResponse === null) return untouched(head);
  const isBehind = hop.kind === 'storage' || hop.kind === 'target';
  const isUnused = heads.isOwnAnswer || (isBehind && hop !== heads.storage);
  const onward = isUnused ? [] : [heads.clientResponse];
  return placeReceived(hop, head, onward, isRelayed(heads)).map((placed) =>
    explain(placed, heads, false),
  );
}

/** Lines that we sent: kept, rewritten or added, seen from the heads they may come from. */
function placeSent(
  hop: Hop,
  head: RawHead,
  sources: readonly (RawHead | null)[],
  isRelayed: boolean,
): PlacedLine[] {
  return place(hop, head, sources, 'added', isRelayed);
}

/** Lines that we received: kept, rewritten or dropped, seen from the heads they may go to. */
function placeReceived(
  hop: Hop,
  head: RawHead,
  onward: readonly (RawHead | null)[],
  isRelayed: boolean,
): PlacedLine[] {
  return place(hop, head, onward, 'dropped', isRelayed);
}

function place(
  hop: Hop,
  head: RawHead,
  others: readonly (RawHead | null)[],
  alone: 'added' | 'dropped',
  isRelayed: boolean,
): PlacedLine[] {
  const known = others.filter((other) => other !== null);
  const start = startOf(head);
  const compared = compare(start, known.map(startOf), alone);
  const ending = connectionOptions(head.fields);
  return [
    { hop, line: start, isStartLine: true, isHopByHop: false, ...compared },
    ...head.fields.map((line) => {
      // The relay passes on what belongs to a connection, too.
      const isEnding = !isRelayed && isHopByHop(line.key, ending);
      const named = isEnding ? [] : known.flatMap(({ fields }) => linesNamed(fields, line.key));
      const placed = compare(line, named, alone);
      return { hop, line, isStartLine: false, isHopByHop: isEnding, ...placed };
    }),
  ];
}

const startOf = ({ startLine }: RawHead): RawLine => ({
  raw: startLine,
  name: '',
  key: '',
  value: startLine,
});

const linesNamed = (lines: readonly RawLine[], name: string) =>
  lines.filter(({ key }) => key === name);

function compare(
  line: RawLine,
  named: readonly RawLine[],
  alone: 'added' | 'dropped',
): Pick<PlacedLine, 'change' | 'other'> {
  const same = named.find(({ value }) => value === line.value);
  if (same) return { change: 'kept', other: same };
  const [other] = named;
  return other ? { change: 'rewritten', other } : { change: alone, other: null };
}

function explain(placed: PlacedLine, heads: Heads, isRequest: boolean): ExplainedLine {
  const explanation = isRequest ? explainRequest(placed, heads) : explainResponse(placed, heads);
  return { raw: placed.line.raw, change: placed.change, explanation };
}

function untouched(head: RawHead): ExplainedLine[] {
  return [head.startLine, ...head.fields.map(({ raw }) => raw)].map((raw) => ({
    raw,
    change: null,
    explanation: '',
  }));
}
