import type { Exchange, Hop } from '../exchange.ts';
import type { Seek } from '../seek.ts';

/** A client hop that was answered 200, for tests. */
export function makeHop(patch: Partial<Hop> = {}): Hop {
  return {
    kind: 'client',
    peer: '127.0.0.1:50000',
    url: 'http://127.0.0.1:8000/v/sample.flv',
    isConnectionReused: false,
    localPort: null,
    requestHead: 'GET /v/sample.flv HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n\r\n',
    responseHead: 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n',
    interimHeads: [],
    status: 200,
    requestBodyBytes: 0,
    responseBodyBytes: 9,
    startMs: 0,
    connectedMs: null,
    requestSentMs: 0,
    responseHeadMs: 1,
    firstBodyByteMs: 1,
    endMs: 2,
    outcome: 'complete',
    error: null,
    ...patch,
  };
}

/** A finished exchange, for tests. */
export function makeExchange(patch: Partial<Exchange> = {}): Exchange {
  return {
    id: '1',
    startedAtEpochMs: 1000,
    startedAtMonotonicMs: 0,
    method: 'GET',
    target: '/v/sample.flv',
    seekId: null,
    answeredAs: null,
    startHeader: null,
    prefixHex: null,
    prefixBytes: (patch.prefixHex?.length ?? 0) / 2,
    bodyStartHex: null,
    bodyStartBy: null,
    tags: [],
    outcome: 'complete',
    error: null,
    durationMs: 2,
    hops: [makeHop()],
    faults: [],
    leftOutBytes: 0,
    ...patch,
  };
}

/** A seek that was played, for tests. */
export function makeSeek(patch: Partial<Seek> = {}): Seek {
  return {
    id: 'page-1',
    videoName: 'sample.flv',
    target: null,
    asked: { kind: 'time', timeMs: 42_300 },
    isAssisted: true,
    askedAtEpochMs: 1000,
    expectedMs: 42_300,
    state: 'played',
    source: 'network',
    requestedOffset: 1_261_000,
    status: 200,
    landed: { offset: 1_261_000, tagType: 9, timeMs: 42_000, isKeyframe: true },
    resync: null,
    played: { timeMs: 42_000 },
    headMs: 8,
    firstByteMs: 9,
    firstPictureMs: 61,
    endedMs: 61,
    prefixHex: '464c5601010000000900000009',
    assists: [],
    raw: null,
    playedOn: null,
    error: null,
    ...patch,
  };
}
