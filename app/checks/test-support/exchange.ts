import type { Exchange, Hop } from '../../contract/exchange.ts';

/** A raw head of these lines. */
export const crlf = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`;

/** A hop that went well, with heads of these lines. */
export function makeHop(
  kind: Hop['kind'],
  heads: { request: readonly string[]; response: readonly string[] },
): Hop {
  return {
    kind,
    peer: '127.0.0.1:1',
    url: 'http://127.0.0.1:1/',
    isConnectionReused: false,
    localPort: null,
    requestHead: crlf(...heads.request),
    responseHead: crlf(...heads.response),
    interimHeads: [],
    status: null,
    requestBodyBytes: 0,
    responseBodyBytes: 0,
    startMs: 0,
    connectedMs: null,
    requestSentMs: null,
    responseHeadMs: null,
    firstBodyByteMs: null,
    endMs: null,
    outcome: 'complete',
    error: null,
  };
}

/** A finished exchange that was reproxied with the patch's prefix. */
export function makeExchange(hops: Hop[], patch: Partial<Exchange> = {}): Exchange {
  return {
    id: '1',
    startedAtEpochMs: 0,
    startedAtMonotonicMs: 0,
    method: 'GET',
    target: '/v/sample.flv?start=1000',
    seekId: null,
    answeredAs: null,
    startHeader: '1000',
    prefixHex: '464c5601010000000900000009',
    prefixBytes: (patch.prefixHex === undefined ? 26 : (patch.prefixHex?.length ?? 0)) / 2,
    bodyStartHex: '464c5601010000000900000009',
    bodyStartBy: 'reproxy',
    tags: [],
    outcome: 'complete',
    error: null,
    durationMs: 1,
    hops,
    faults: [],
    leftOutBytes: 0,
    ...patch,
  };
}
