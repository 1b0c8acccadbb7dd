import type { Limits } from '../contract/budget.ts';
import type { Exchange, Hop } from '../contract/exchange.ts';
import type { Seek } from '../contract/seek.ts';
import type { StartUnit } from '../contract/target.ts';
import type { VideoFacts } from '../contract/video.ts';
import { headValue, type RawHead, readRawHead } from '../http/raw-head.ts';
import { splitTarget } from '../http/request-target.ts';
import { readStart } from '../http/stream-url.ts';
import type { BodyFacts, Evidence } from './evidence.ts';
import { type AskedStart, askedStartOf, askedTimeOf } from './expectations/asked-start.ts';
import type { Model } from './expectations/model.ts';
import { modelFor } from './expectations/model-of.ts';
import { LIMITS } from './rules/limits.ts';

/** One exchange of a seek as the rules see it, taken apart once for all of them. */
export interface Subject {
  seek: Seek | null;
  exchange: Exchange;
  client: Hop;
  request: RawHead | null;
  response: RawHead | null;
  /** The storage hop whose answer went to the client. */
  storage: Hop | null;
  isHead: boolean;
  /** Does the client's own Range apply to what it got? */
  isRanged: boolean;
  /** How a place is asked for. */
  startUnit: StartUnit;
  asked: AskedStart;
  model: Model;
  body: BodyFacts | null;
  facts: VideoFacts | null;
  sizeBytes: number | null;
  limits: Limits;
}

/** @param index of the exchange; null where it has no client hop, as nobody asked anything */
export function subjectOf(evidence: Evidence, index: number): Subject | null {
  const exchange = evidence.exchanges[index];
  const client = exchange?.hops[0];
  if (!exchange || !client) return null;
  const { seek, facts, sizeBytes, limits = LIMITS } = evidence;
  const startUnit = evidence.startUnit ?? facts?.target?.startUnit ?? 'bytes';
  const model = modelFor(exchange.answeredAs, startUnit);
  const asked = askedOf(exchange, startUnit, model, evidence);
  const request = readRawHead(client.requestHead);
  const hasRange = headValue(request, 'range') !== null;
  return {
    ...{ seek, exchange, client, request, facts, sizeBytes, limits, startUnit, asked, model },
    response: readRawHead(client.responseHead),
    storage: usedStorage(exchange),
    isHead: exchange.method === 'HEAD',
    isRanged: hasRange && (asked.kind === 'whole' || model.appliesRange),
    body: evidence.bodies[index] ?? null,
  };
}

function askedOf(
  { target }: Exchange,
  unit: StartUnit,
  model: Model,
  { facts, sizeBytes }: Evidence,
): AskedStart {
  const isTime = unit === 'ms' || unit === 'seconds';
  if (!isTime || facts === null) return askedStartOf(target, sizeBytes, model);
  return askedTimeOf(target, unit === 'ms' ? 1 : 1000, facts);
}

/** The last one whose answer was used: those before it only looked something up. */
function usedStorage({ hops }: Exchange): Hop | null {
  const used = hops.filter(
    ({ kind, outcome, status }) => kind === 'storage' && status !== null && outcome !== 'rejected',
  );
  return used.at(-1) ?? null;
}

/** Should the client get video for this? A start that cannot be served may be refused. */
export function isVideoDue({ asked, model }: Subject): boolean {
  if (asked.kind === 'whole' || asked.kind === 'part' || asked.kind === 'time') return true;
  return (asked.kind === 'beyond' ? model.beyondEnd : model.badStart) === 'whole';
}

/** Did the server only pass on what storage sent instead of a part, as its model does? */
export function isAsStorageSaid({ model, storage, asked }: Subject): boolean {
  const hasPart = storage === null || storage.status === 206;
  return model.isCareless && asked.kind === 'part' && !hasPart;
}

/** Did an answer come that is meant as video? */
export function isVideoAnswer({ client }: Subject): boolean {
  return client.status !== null && client.status >= 200 && client.status < 300;
}

/** From which byte a target was asked by Range; null where it was not, or from none of the file. */
export function rangeStartOf({ startUnit, asked, exchange }: Subject): number | null {
  if (startUnit !== 'range') return null;
  if (asked.kind === 'part') return asked.start;
  const hasStart = readStart(splitTarget(exchange.target).query).kind !== 'absent';
  return asked.kind === 'whole' && hasStart ? 0 : null;
}

/** What Content-Length promises; null without one. */
export function promisedBytes({ response }: Subject): number | null {
  const text = headValue(response, 'content-length');
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

/** The number of the keyframe that stands at a byte of the file; -1 where none does. */
export function keyframeAt(facts: VideoFacts | null, offset: number): number {
  return facts?.isScanned ? facts.index.offsets.indexOf(offset) : -1;
}

/** Is it known that a keyframe begins where the body's part of the file does? */
export function isOnKeyframe({ facts, body, asked }: Subject): boolean {
  const from = body?.from ?? (asked.kind === 'part' ? asked.start : null);
  return from !== null && keyframeAt(facts, from) >= 0;
}
