import type { Exchange, Hop } from '../contract/exchange.ts';
import type { SweepResult, SweepSummary } from '../contract/sweep.ts';
import type { RawHead } from '../http/raw-head.ts';
import { headValue, readRawHead } from '../http/raw-head.ts';
import type { ReportWriter, Results } from './report-writer.ts';
import { askText, targetNameOf, videoNameOf } from './text/result-words.ts';

/**
 * HAR 1.2, one entry for each hop that speaks HTTP: the client's first, as a browser's network panel would
 * have it, then those behind it. Custom fields begin with an underscore, as the specification asks.
 */
export const writeHar: ReportWriter = async function* (summary, results) {
  const creator = { name: 'Seeklab', version: summary.version };
  const { budget } = summary;
  const known = { version: '1.2', creator, ...(budget && { _seeklab: { budget } }) };
  yield `{"log":${JSON.stringify(known).slice(0, -1)},"pages":[`;
  yield* listed(pagesOf(summary, results));
  yield '\n],"entries":[';
  yield* listed(entriesOf(results));
  yield '\n]}}\n';
};

async function* listed(items: AsyncIterable<object>): AsyncIterable<string> {
  let separator = '\n';
  for await (const item of items) {
    yield separator + JSON.stringify(item);
    separator = ',\n';
  }
}

/** One for each seek whose heads were kept. */
async function* pagesOf(summary: SweepSummary, results: Results) {
  for await (const result of results()) {
    if (result.exchanges.length === 0) continue;
    const { seek, ask, verdict } = result;
    yield {
      startedDateTime: dateOf(seek.askedAtEpochMs),
      id: pageId(result),
      title: `${askText(ask)} in ${videoNameOf(result, summary)} at ${targetNameOf(result, summary)}: ${verdict.result}`,
      pageTimings: { onContentLoad: seek.firstByteMs ?? -1, onLoad: seek.firstPictureMs ?? -1 },
      _seeklab: { number: result.number, plan: result.plan, fault: result.fault, verdict },
    };
  }
}

async function* entriesOf(results: Results) {
  for await (const result of results()) {
    for (const exchange of result.exchanges) {
      for (const [index, hop] of exchange.hops.entries()) {
        // A tracker is asked in lines of its own.
        if (hop.kind !== 'tracker') yield entryOf(result, exchange, hop, index);
      }
    }
  }
}

const pageId = ({ number }: SweepResult) => `seek_${number}`;
const dateOf = (epochMs: number) => new Date(epochMs).toISOString();

function entryOf(result: SweepResult, exchange: Exchange, hop: Hop, index: number) {
  const timings = timingsOf(hop);
  const [host = '', port] = splitPeer(hop.peer);
  const isConnectedByUs = hop.kind !== 'client';
  return {
    pageref: pageId(result),
    startedDateTime: dateOf(exchange.startedAtEpochMs + hop.startMs),
    time: sumOf(timings),
    request: requestOf(exchange, hop, index),
    response: responseOf(hop),
    cache: {},
    timings,
    ...(isConnectedByUs && /^[\d.:a-f]+$/i.test(host) ? { serverIPAddress: host } : {}),
    ...(hop.localPort === null ? {} : { connection: String(hop.localPort) }),
    comment: `${hop.kind}: ${hop.outcome}${hop.error === null ? '' : `, ${hop.error.message}`}`,
    _seeklab: {
      number: result.number,
      exchange: exchange.id,
      hop: hop.kind,
      peer: hop.peer,
      peerPort: port ?? null,
      outcome: hop.outcome,
      error: hop.error,
      interimHeads: hop.interimHeads,
      ...(index === 0
        ? { bodyStartHex: exchange.bodyStartHex, prefixHex: exchange.prefixHex }
        : {}),
    },
  };
}

function splitPeer(peer: string): [host: string, port: string | undefined] {
  const [, host = peer, port] = /^\[?(.*?)\]?:(\d+)$/.exec(peer) ?? [];
  return [host, port];
}

function requestOf(exchange: Exchange, hop: Hop, index: number) {
  const head = readRawHead(hop.requestHead);
  const [method, , version] = head?.startLine.split(' ') ?? [];
  return {
    method: method ?? (index === 0 ? exchange.method : 'GET'),
    url: hop.url,
    httpVersion: version ?? 'HTTP/1.1',
    cookies: [],
    headers: fieldsOf(head),
    queryString: queryOf(hop.url),
    headersSize: hop.requestHead.length,
    bodySize: hop.requestBodyBytes,
  };
}

/** Where no response came, its status is 0, as browsers have it. */
function responseOf(hop: Hop) {
  const head = readRawHead(hop.responseHead);
  const [, version, statusText] = /^(\S+) \d+ ?(.*)$/.exec(head?.startLine ?? '') ?? [];
  return {
    status: hop.status ?? 0,
    statusText: statusText ?? '',
    httpVersion: version ?? 'HTTP/1.1',
    cookies: [],
    headers: fieldsOf(head),
    content: {
      size: hop.responseBodyBytes,
      mimeType: headValue(head, 'content-type') ?? 'x-unknown',
    },
    redirectURL: headValue(head, 'location') ?? '',
    headersSize: head === null ? -1 : hop.responseHead.length,
    bodySize: hop.responseBodyBytes,
    _transferSize: hop.responseHead.length + hop.responseBodyBytes,
    ...(hop.error === null ? {} : { _error: hop.error.code }),
  };
}

function fieldsOf(head: RawHead | null) {
  return (head?.fields ?? []).flatMap(({ name, value }) => (name === '' ? [] : { name, value }));
}

/** As it is written; who reads it as a form finds the parameters there. */
function queryOf(url: string) {
  const question = url.indexOf('?');
  if (question < 0 || question === url.length - 1) return [];
  return url
    .slice(question + 1)
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      if (equals < 0) return { name: decoded(pair), value: '' };
      return { name: decoded(pair.slice(0, equals)), value: decoded(pair.slice(equals + 1)) };
    });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // What is no percent-encoding stands for itself.
    return text;
  }
}

interface Timings {
  blocked: number;
  dns: number;
  connect: number;
  ssl: number;
  send: number;
  wait: number;
  receive: number;
}

/** From one moment that is known to the next; what does not apply is -1. */
function timingsOf(hop: Hop): Timings {
  const { startMs, connectedMs, requestSentMs, responseHeadMs, endMs } = hop;
  const connected = connectedMs ?? startMs;
  const sent = Math.max(requestSentMs ?? connected, connected);
  const headAt = Math.max(responseHeadMs ?? endMs ?? sent, sent);
  const isConnecting = connectedMs !== null && !hop.isConnectionReused;
  return {
    blocked: isConnecting ? -1 : rounded(connected - startMs),
    dns: -1,
    connect: isConnecting ? rounded(connected - startMs) : -1,
    ssl: -1,
    send: rounded(sent - connected),
    wait: rounded(headAt - sent),
    receive: rounded(Math.max((endMs ?? headAt) - headAt, 0)),
  };
}

const rounded = (ms: number) => Math.max(0, Math.round(ms * 1000) / 1000);

/** The entry's time is the sum of what applies (section "timings"); `ssl` would be part of `connect`. */
const sumOf = ({ blocked, connect, send, wait, receive }: Timings) =>
  rounded([blocked, connect, send, wait, receive].reduce((sum, ms) => sum + Math.max(ms, 0), 0));
