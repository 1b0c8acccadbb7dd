import type { Exchange, Hop } from '../../../contract/exchange.ts';
import type { Seek } from '../../../contract/seek.ts';

export const phases = ['connect', 'send', 'wait', 'body'] as const;
/** What a hop is doing; see `hop` in the contract. */
export type Phase = (typeof phases)[number];

/** A stretch of one phase; both ends are ms on the waterfall's axis. */
export interface Span {
  phase: Phase;
  fromMs: number;
  /** Null while it goes on. */
  toMs: number | null;
}

export interface Lane {
  name: string;
  hop: Hop;
  spans: Span[];
  /** When the head and the first body byte came, and the end, on the axis. */
  headMs: number | null;
  firstByteMs: number | null;
  endMs: number | null;
}

/** Times of an exchange, and of the seek that caused it, on one axis. */
export interface Waterfall {
  lanes: Lane[];
  /** The page's own points; null for a request of another client. */
  page: { headMs: number | null; firstByteMs: number | null; firstPictureMs: number | null } | null;
  /** Where the axis ends: a little after the first picture, or the last that is known. */
  endMs: number;
  /** What was added to the reproxy's times to put them on the page's axis. */
  shiftMs: number;
}

/**
 * Puts both clocks on one axis. Its zero is when the page asked or, for a request of another client, when the
 * reproxy took it.
 */
export function makeWaterfall(exchange: Exchange, seek: Seek | null): Waterfall {
  const shiftMs = seek ? shiftOf(exchange, seek) : 0;
  const lanes = exchange.hops.map((hop, i) => makeLane(hop, laneName(exchange.hops, i), shiftMs));
  const page = seek && {
    headMs: seek.headMs,
    firstByteMs: seek.firstByteMs,
    firstPictureMs: seek.firstPictureMs,
  };
  return { lanes, page, endMs: axisEnd(lanes, page), shiftMs };
}

/**
 * The two clocks have different zeros. The wall clock of both tells how far apart, to a few ms;
 * what must be true narrows it: the reproxy took the request after the page asked, and sent its
 * head before the page had it.
 */
function shiftOf(exchange: Exchange, seek: Seek): number {
  const byWallClock = exchange.startedAtEpochMs - seek.askedAtEpochMs;
  const sentMs = exchange.hops[0]?.responseHeadMs;
  const latest =
    seek.headMs === null || sentMs === null || sentMs === undefined
      ? Number.POSITIVE_INFINITY
      : Math.max(seek.headMs - sentMs, 0);
  return Math.min(Math.max(byWallClock, 0), latest);
}

function makeLane(hop: Hop, name: string, shiftMs: number): Lane {
  const at = (ms: number | null) => (ms === null ? null : ms + shiftMs);
  const ends: Record<Phase, number | null> = {
    connect: hop.connectedMs ?? (hop.requestSentMs === null ? null : hop.startMs),
    send: hop.requestSentMs,
    wait: hop.responseHeadMs,
    body: hop.endMs,
  };
  const spans: Span[] = [];
  let fromMs = hop.startMs;
  for (const phase of phases) {
    // What never came ends with the hop.
    const endMs = ends[phase] ?? hop.endMs;
    if (endMs === null || endMs > fromMs) {
      spans.push({ phase, fromMs: fromMs + shiftMs, toMs: at(endMs) });
    }
    if (ends[phase] === null) break;
    fromMs = Math.max(fromMs, ends[phase]);
  }
  return {
    name,
    hop,
    spans,
    headMs: at(hop.responseHeadMs),
    firstByteMs: at(hop.firstBodyByteMs),
    endMs: at(hop.endMs),
  };
}

function laneName(hops: readonly Hop[], index: number): string {
  const kind = hops[index]?.kind ?? 'client';
  const same = hops.filter((hop) => hop.kind === kind);
  const name = kind.charAt(0).toUpperCase() + kind.slice(1);
  return same.length > 1
    ? `${name} ${hops.slice(0, index + 1).filter((hop) => hop.kind === kind).length}`
    : name;
}

/** Bodies may go on for minutes: the axis is about the way to the first picture. */
function axisEnd(lanes: readonly Lane[], page: Waterfall['page']): number {
  const picture = page?.firstPictureMs ?? null;
  const known = lanes.flatMap(({ headMs, firstByteMs }) => [headMs, firstByteMs]);
  const points = [picture, page?.firstByteMs, page?.headMs, ...known].filter(
    (ms) => ms !== null && ms !== undefined,
  );
  const ends = lanes.map(({ endMs }) => endMs ?? 0);
  const last = points.length > 0 ? Math.max(...points) : Math.max(...ends, 0);
  // Without a picture, an end that is not far away belongs to the story.
  const whole = picture === null && Math.max(...ends, 0) < last * 8 ? Math.max(...ends) : 0;
  return Math.max(last, whole, 0.1) * 1.08;
}
