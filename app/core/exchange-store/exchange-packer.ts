import {
  bodyStartBy,
  type Exchange,
  exchangeOutcome,
  type Hop,
  hopKind,
  hopOutcome,
} from '../../contract/exchange.ts';
import type { SeeklabError } from '../../contract/seeklab-error.ts';
import { PackReader, PackWriter } from './pack-values.ts';
import { Page } from './page.ts';

const EXCHANGE_OUTCOMES = exchangeOutcome.options;
const BODY_STARTS = bodyStartBy.options;
const HOP_KINDS = hopKind.options;
const HOP_OUTCOMES = hopOutcome.options;

/** Numbers that an exchange takes without its hops, and a hop without its 1xx heads. */
const EXCHANGE_NUMBERS = 13;
const HOP_NUMBERS = 18;

/** An exchange as numbers and bytes, between those of its neighbours. */
export interface PackedExchange {
  readonly page: Page;
  readonly firstNumber: number;
  readonly textFrom: number;
  readonly textTo: number;
  /** Of the exchange and of each hop, in that order; null when there is none at all. */
  readonly errors: readonly (SeeklabError | null)[] | null;
}

/**
 * Packs exchanges that are over. As objects, a thousand kept ones are forty thousand small things
 * that the garbage collector copies again and again while it looks for what is new (measured: a
 * sixth of the time of a small exchange); packed they are a thousand, and a few pages. Pages are
 * used again: memory outside V8's heap that comes and goes makes it collect all of the heap.
 */
export class ExchangePacker {
  #page = new Page();
  readonly #spare: Page[] = [];
  readonly #writer = new PackWriter();

  pack(exchange: Exchange): PackedExchange {
    const numberCount = numberCountOf(exchange);
    const texts = this.#write(exchange, numberCount);
    if (!this.#page.hasRoomForText(texts.length)) {
      this.#turnPage(numberCount, texts.length);
      this.#write(exchange, numberCount);
    }
    const page = this.#page;
    const firstNumber = page.numberCount;
    page.numberCount += numberCount;
    page.keptCount += 1;
    const textFrom = page.addText(texts);
    return { page, firstNumber, textFrom, textTo: page.textBytes, errors: errorsOf(exchange) };
  }

  /** Writes the numbers after those of the page, not yet as a part of it. @returns the texts */
  #write(exchange: Exchange, numberCount: number): string {
    if (!this.#page.hasRoomForNumbers(numberCount)) this.#turnPage(numberCount, 0);
    const writer = this.#writer;
    writer.begin(this.#page.numbers, this.#page.numberCount);
    writeExchange(writer, exchange);
    for (const hop of exchange.hops) writeHop(writer, hop);
    return writer.texts;
  }

  /** Gives back what an exchange took: it must not be unpacked any more. */
  release({ page }: PackedExchange): void {
    page.keptCount -= 1;
    if (page !== this.#page) this.#spareIfUnused(page);
  }

  #turnPage(numberCount: number, textLength: number): void {
    const full = this.#page;
    const spare = this.#spare.pop();
    if (spare?.hasRoomFor(numberCount, textLength)) this.#page = spare;
    else this.#page = new Page(numberCount, textLength);
    this.#spareIfUnused(full);
  }

  #spareIfUnused(page: Page): void {
    if (page.keptCount > 0 || !page.isOfUsualSize) return;
    page.clear();
    this.#spare.push(page);
  }
}

/** The exchange that was packed, as a new object. */
export function unpackExchange(packed: PackedExchange): Exchange {
  const { page, firstNumber, textFrom, textTo, errors } = packed;
  const texts = page.text.toString('utf8', textFrom, textTo);
  const reader = new PackReader(page.numbers, firstNumber, texts);
  const exchange = readExchange(reader, errors?.[0] ?? null);
  const hopCount = reader.number();
  for (let i = 1; i <= hopCount; i++) exchange.hops.push(readHop(reader, errors?.[i] ?? null));
  return exchange;
}

/** What `writeExchange` and `writeHop` write. */
function numberCountOf({ hops }: Exchange): number {
  let count = EXCHANGE_NUMBERS;
  for (const hop of hops) count += HOP_NUMBERS + hop.interimHeads.length;
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
  to.textOrNull(exchange.seekId);
  to.textOrNull(exchange.startHeader);
  to.textOrNull(exchange.prefixHex);
  to.textOrNull(exchange.bodyStartHex);
  to.numberOrNull(exchange.bodyStartBy && BODY_STARTS.indexOf(exchange.bodyStartBy));
  to.number(EXCHANGE_OUTCOMES.indexOf(exchange.outcome));
  to.numberOrNull(exchange.durationMs);
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
    bodyStartHex: from.textOrNull(),
    bodyStartBy: BODY_STARTS[from.numberOrNull() ?? -1] ?? null,
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
  to.numberOrNull(hop.localPort);
  to.text(hop.requestHead);
  to.text(hop.responseHead);
  to.number(hop.interimHeads.length);
  for (const head of hop.interimHeads) to.text(head);
  to.numberOrNull(hop.status);
  to.number(hop.requestBodyBytes);
  to.number(hop.responseBodyBytes);
  to.number(hop.startMs);
  to.numberOrNull(hop.connectedMs);
  to.numberOrNull(hop.requestSentMs);
  to.numberOrNull(hop.responseHeadMs);
  to.numberOrNull(hop.firstBodyByteMs);
  to.numberOrNull(hop.endMs);
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
