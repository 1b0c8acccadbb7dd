import type { Exchange, Hop } from '../../contract/exchange.ts';
import { fromHex } from '../../flv/hex.ts';
import { type AlignedLine, alignHeads } from './align-heads.ts';
import { type ComparedCheck, compareChecks } from './compare-checks.ts';
import { type ComparedFact, type ComparedSide, compareFacts } from './compare-facts.ts';
import { type BodyDifference, compareBodies, knownRuns, runsFrom } from './known-bytes.ts';

/** Two hops of one kind side by side. */
export interface ComparedHop {
  /** `client`, or `storage 2` where a side has several. */
  name: string;
  /** Null where that side has no such hop. */
  first: Hop | null;
  second: Hop | null;
  request: AlignedLine[];
  response: AlignedLine[];
}

/** Two rows of the log side by side. */
export interface RowComparison {
  facts: ComparedFact[];
  checks: ComparedCheck[];
  /** The injected bytes of each, as many as were written down; empty where there are none. */
  prefixes: readonly [Uint8Array, Uint8Array];
  /** The bodies from their first byte on, and from behind the injected bytes on. */
  body: BodyDifference;
  behindPrefix: BodyDifference;
  hops: ComparedHop[];
}

/** Compares all that the log has of two rows; neither is taken for the right one. */
export function compareRows(first: ComparedSide, second: ComparedSide): RowComparison {
  const exchanges = [first.exchange, second.exchange] as const;
  const runs = exchanges.map((exchange) => (exchange ? knownRuns(exchange) : []));
  const behind = exchanges.map((exchange, i) =>
    runsFrom(runs[i] ?? [], exchange?.prefixBytes ?? 0),
  );
  return {
    facts: compareFacts(first, second),
    checks: compareChecks(first.row, second.row),
    prefixes: [prefixOf(first.exchange), prefixOf(second.exchange)],
    body: compareBodies(runs[0] ?? [], runs[1] ?? []),
    behindPrefix: compareBodies(behind[0] ?? [], behind[1] ?? []),
    hops: pairHops(first.exchange?.hops ?? [], second.exchange?.hops ?? []),
  };
}

const prefixOf = (exchange: Exchange | null) =>
  fromHex(exchange?.prefixHex ?? '') ?? new Uint8Array();

/** Hops of one kind by their order; what only one side has stands at its place, the second's last. */
function pairHops(first: readonly Hop[], second: readonly Hop[]): ComparedHop[] {
  const ofKind = (hops: readonly Hop[], kind: Hop['kind']) =>
    hops.filter((hop) => hop.kind === kind);
  const kinds = new Set([...first, ...second].map(({ kind }) => kind));
  return [...kinds].flatMap((kind) => {
    const [ones, twos] = [ofKind(first, kind), ofKind(second, kind)];
    const count = Math.max(ones.length, twos.length);
    return Array.from({ length: count }, (_, i) => {
      const name = count > 1 ? `${kind} ${i + 1}` : kind;
      return compareHops(name, ones[i] ?? null, twos[i] ?? null);
    });
  });
}

function compareHops(name: string, first: Hop | null, second: Hop | null): ComparedHop {
  return {
    name,
    first,
    second,
    request: alignHeads(first?.requestHead ?? '', second?.requestHead ?? ''),
    response: alignHeads(first?.responseHead ?? '', second?.responseHead ?? ''),
  };
}
