import {
  type Exchange,
  exchangeOutcome,
  type Hop,
  hopKind,
  hopOutcome,
} from '../../contract/exchange.ts';
import type { SeeklabError } from '../../contract/seeklab-error.ts';
import { PackReader, PackWriter } from './pack-values.ts';

const EXCHANGE_OUTCOMES = exchangeOutcome.options;
const HOP_KINDS = hopKind.options;
const HOP_OUTCOMES = hopOutcome.options;

/** How many numbers `writeExchange` and `writeHop` write, beside one for each 1xx head. */
const EXCHANGE_NUMBERS = 11;
const HOP_NUMBERS = 18;

/**
 * Sizes of what about thirty exchanges share: little enough for malloc to hand out again what was
 * freed, where glibc maps fresh memory for anything from 128 kB on.
 */
const PAGE_NUMBERS = 2 * 1024;
const PAGE_BYTES = 48 * 1024;
/** UTF-8 needs no more for one UTF-16 unit. */
const MAX_BYTES_PER_UNIT = 3;

/** An exchange as numbers and bytes, between those of its neighbours. */
export interface PackedExchange {
  readonly numbers: Float64Array;
  readonly firstNumber: number;
  readonly text: Buffer;
  readonly textFrom: number;
  readonly textTo: number;
  /** Of the exchange and of each hop, in that order; null when there is none at all. */
  readonly errors: readonly (SeeklabError | null)[] | null;
}

/**
 * Packs exchanges that are over. As objects, a thousand kept ones are forty thousand small things
 * that the garbage collector copies again and again while it looks for what is new (measured: a
 * sixth of the time of a small exchange); packed they are a thousand, and a few large pages, which
 * go when nobody refers to them any more.
 */
export class ExchangePacker {
  #numbers = new Float64Array(PAGE_NUMBERS);
  #numberCount = 0;
  #text = Buffer.allocUnsafeSlow(PAGE_BYTES);
  #textBytes = 0;

  pack(exchange: Exchange): PackedExchange {
    const firstNumber = this.#reserveNumbers(numberCountOf(exchange));
    const writer = new PackWriter(this.#numbers, firstNumber);
    writeExchange(writer, exchange);
    for (const hop of exchange.hops) writeHop(writer, hop);
    const textFrom = this.#addText(writer.texts);
    return {
      numbers: this.#numbers,
      firstNumber,
      text: this.#text,
      textFrom,
      textTo: this.#textBytes,
      errors: errorsOf(exchange),
    };
  }

  /** @returns index of the first of them */
  #reserveNumbers(count: number): number {
    if (this.#numberCount + count > this.#numbers.length) {
      this.#numbers = new Float64Array(Math.max(PAGE_NUMBERS, count));
      this.#numberCount = 0;
    }
    const first = this.#numberCount;
    this.#numberCount += count;
    return first;
  }

  /** @returns where its bytes begin */
  #addText(text: string): number {
    const room = text.length * MAX_BYTES_PER_UNIT;
    if (this.#textBytes + room > this.#text.length) {
      this.#text = Buffer.allocUnsafeSlow(Math.max(PAGE_BYTES, room));
      this.#textBytes = 0;
    }
    const from = this.#textBytes;
    this.#textBytes += this.#text.write(text, from);
    return from;
  }
}

/** The exchange that was packed, as a new object. */
export function unpackExchange(packed: PackedExchange): Exchange {
  const { numbers, firstNumber, text, textFrom, textTo, errors } = packed;
  const reader = new PackReader(numbers, firstNumber, text.toString('utf8', textFrom, textTo));
  const exchange = readExchange(reader, errors?.[0] ?? null);
  const hopCount = reader.number();
  for (let i = 1; i <= hopCount; i++) exchange.hops.push(readHop(reader, errors?.[i] ?? null));
  return exchange;
}

function numberCountOf({ hops }: Exchange): number {
  let count = EXCHANGE_NUMBERS + hops.length * HOP_NUMBERS;
  for (const { interimHeads } of hops) count += interimHeads.length;
  return count;
}

function errorsOf({ error, hops }: Exchange): (SeeklabError | null)[] | null {
  const isFree = error === null && hops.every((hop) => hop.error === null);
  return isFree ? null : [error, ...hops.map((hop) => hop.error)];
}

function writeExchange(to: PackWriter, exchange: Exchange): void {
  to.text(exchange.id);
  to.number(exchange.startedAtEpochMs);
  to.number(exchange.startedAtMonotonicMs);
  to.text(exchange.method);
  to.text(exchange.target);
  to.text(exchange.seekId);
  to.text(exchange.startHeader);
  to.text(exchange.prefixHex);
  to.number(EXCHANGE_OUTCOMES.indexOf(exchange.outcome));
  to.number(exchange.durationMs);
  to.number(exchange.hops.length);
}

function readExchange(from: PackReader, error: SeeklabError | null): Exchange {
  return {
    id: from.text(),
    startedAtEpochMs: from.number(),
    startedAtMonotonicMs: from.number(),
    method: from.text(),
    target: from.text(),
    seekId: from.textOrNull(),
    startHeader: from.textOrNull(),
    prefixHex: from.textOrNull(),
    outcome: from.oneOf(EXCHANGE_OUTCOMES),
    error,
    durationMs: from.numberOrNull(),
    hops: [],
  };
}

function writeHop(to: PackWriter, hop: Hop): void {
  to.number(HOP_KINDS.indexOf(hop.kind));
  to.text(hop.peer);
  to.text(hop.url);
  to.number(hop.isConnectionReused ? 1 : 0);
  to.number(hop.localPort);
  to.text(hop.requestHead);
  to.text(hop.responseHead);
  to.number(hop.interimHeads.length);
  for (const head of hop.interimHeads) to.text(head);
  to.number(hop.status);
  to.number(hop.requestBodyBytes);
  to.number(hop.responseBodyBytes);
  to.number(hop.startMs);
  to.number(hop.connectedMs);
  to.number(hop.requestSentMs);
  to.number(hop.responseHeadMs);
  to.number(hop.firstBodyByteMs);
  to.number(hop.endMs);
  to.number(HOP_OUTCOMES.indexOf(hop.outcome));
}

function readHop(from: PackReader, error: SeeklabError | null): Hop {
  return {
    kind: from.oneOf(HOP_KINDS),
    peer: from.text(),
    url: from.text(),
    isConnectionReused: from.number() === 1,
    localPort: from.numberOrNull(),
    requestHead: from.text(),
    responseHead: from.text(),
    interimHeads: Array.from({ length: from.number() }, () => from.text()),
    status: from.numberOrNull(),
    requestBodyBytes: from.number(),
    responseBodyBytes: from.number(),
    startMs: from.number(),
    connectedMs: from.numberOrNull(),
    requestSentMs: from.numberOrNull(),
    responseHeadMs: from.numberOrNull(),
    firstBodyByteMs: from.numberOrNull(),
    endMs: from.numberOrNull(),
    outcome: from.oneOf(HOP_OUTCOMES),
    error,
  };
}
