import { describe, expect, it } from 'vitest';
import type { Exchange, Hop } from '../../contract/exchange.ts';
import { createTrackerHops, type TrackerHops } from './tracker-hops.ts';

const hopOf = (kind: Hop['kind'], patch: Partial<Hop> = {}): Hop => ({
  kind,
  peer: '127.0.0.1:7001',
  url: 'tcp://127.0.0.1:7001',
  isConnectionReused: false,
  localPort: null,
  requestHead: '',
  responseHead: '',
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
  ...patch,
});

/** An exchange that began at a moment and had its application's answer 10 ms later. */
const exchangeOf = (id: string, startedAtMonotonicMs: number, patch: Partial<Exchange> = {}) => ({
  id,
  startedAtEpochMs: 0,
  startedAtMonotonicMs,
  method: 'GET',
  target: '/v/a.flv',
  seekId: null,
  answeredAs: null,
  startHeader: null,
  prefixHex: null,
  prefixBytes: 0,
  bodyStartHex: null,
  bodyStartBy: null,
  tags: [],
  outcome: 'complete' as const,
  error: null,
  durationMs: 50,
  faults: [],
  leftOutBytes: 0,
  hops: [
    hopOf('client', { localPort: 80 }),
    hopOf('application', { localPort: 4000, startMs: 1, responseHeadMs: 10 }),
    hopOf('storage', { localPort: 4000, startMs: 11 }),
  ],
  ...patch,
});

function lookUp(trackerHops: TrackerHops, askedAtMs: number, line: string, clientPort = 4000) {
  const goneSignal = () => new AbortController().signal;
  const { asking, end } = trackerHops.begin({ clientPort, origin: null, askedAtMs, goneSignal });
  const hop = hopOf('tracker', { requestHead: line, startMs: askedAtMs, outcome: 'running' });
  asking.onHop?.(hop);
  return { hop, end: () => end([{ ...hop, outcome: 'complete', endMs: askedAtMs + 3 }]) };
}

const trackerLines = ({ hops }: Exchange) =>
  hops.filter(({ kind }) => kind === 'tracker').map(({ requestHead }) => requestHead);

describe('tracker hops', () => {
  it('stand after the application hop, on the exchange’s clock', () => {
    const trackerHops = createTrackerHops();
    lookUp(trackerHops, 1005, 'a').end();
    const { hops } = trackerHops.addTo(exchangeOf('1', 1000));
    expect(hops.map(({ kind }) => kind)).toEqual(['client', 'application', 'tracker', 'storage']);
    expect(hops[2]).toMatchObject({ startMs: 5, endMs: 8, connectedMs: null });
  });

  it('find their exchange on a port that several used, whichever ends first', () => {
    const trackerHops = createTrackerHops();
    lookUp(trackerHops, 1005, 'first').end();
    lookUp(trackerHops, 1025, 'second').end();
    lookUp(trackerHops, 1006, 'elsewhere', 4001).end();
    expect(trackerLines(trackerHops.addTo(exchangeOf('2', 1020)))).toEqual(['second']);
    expect(trackerLines(trackerHops.addTo(exchangeOf('1', 1000)))).toEqual(['first']);
    expect(trackerLines(trackerHops.addTo(exchangeOf('3', 1040)))).toEqual([]);
  });

  it('are shown while they run, and again when they have ended', () => {
    const trackerHops = createTrackerHops();
    const { end } = lookUp(trackerHops, 1005, 'a');
    const running = exchangeOf('1', 1000, { outcome: 'running', durationMs: null });
    expect(trackerHops.addTo(running).hops[2]).toMatchObject({ outcome: 'running', endMs: null });
    // The same port serves another exchange meanwhile.
    lookUp(trackerHops, 1025, 'b').end();
    end();
    expect(trackerHops.addTo(running).hops[2]).toMatchObject({ outcome: 'complete', endMs: 8 });
    expect(trackerLines(trackerHops.addTo(exchangeOf('1', 1000)))).toEqual(['a']);
  });

  it('that an ended exchange left running were given up', () => {
    const trackerHops = createTrackerHops();
    lookUp(trackerHops, 1005, 'a');
    const gone = exchangeOf('1', 1000, { outcome: 'client_gone', durationMs: 7 });
    expect(trackerHops.addTo(gone).hops[2]).toMatchObject({ outcome: 'aborted', endMs: 7 });
  });

  it('leave the exchange itself as it was', () => {
    const trackerHops = createTrackerHops();
    const { hop } = lookUp(trackerHops, 1005, 'a');
    const exchange = exchangeOf('1', 1000);
    const before = structuredClone([exchange, hop]);
    trackerHops.addTo(exchange);
    expect([exchange, hop]).toEqual(before);
  });

  it('of others than the reproxy are not kept for ever', () => {
    const trackerHops = createTrackerHops();
    lookUp(trackerHops, 1005, 'a').end();
    for (let port = 5000; port < 6000; port++) lookUp(trackerHops, 1005, 'stray', port).end();
    expect(trackerLines(trackerHops.addTo(exchangeOf('1', 1000)))).toEqual([]);
  });
});
