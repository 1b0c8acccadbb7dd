import { expect, test } from 'vitest';
import { makeExchange, makeHop, makeSeek } from '../../../contract/test-support/make-records.ts';
import { makeWaterfall } from './waterfall.ts';

const storage = makeHop({
  kind: 'storage',
  startMs: 2,
  connectedMs: 3,
  requestSentMs: 3.5,
  responseHeadMs: 6,
  firstBodyByteMs: 6.5,
  endMs: 900,
});
const exchange = makeExchange({
  startedAtEpochMs: 1004,
  hops: [makeHop({ startMs: 0, requestSentMs: 0, responseHeadMs: 7, endMs: 901 }), storage],
});

test('a hop is connect, send, wait and body, in a row', () => {
  const { lanes } = makeWaterfall(exchange, null);
  expect(lanes[1]?.spans).toEqual([
    { phase: 'connect', fromMs: 2, toMs: 3 },
    { phase: 'send', fromMs: 3, toMs: 3.5 },
    { phase: 'wait', fromMs: 3.5, toMs: 6 },
    { phase: 'body', fromMs: 6, toMs: 900 },
  ]);
});

test('the clock of the reproxy is put on that of the page', () => {
  const seek = makeSeek({ askedAtEpochMs: 1000, headMs: 30, firstPictureMs: 61 });
  const waterfall = makeWaterfall(exchange, seek);
  expect(waterfall.shiftMs).toBe(4);
  expect(waterfall.lanes[1]?.headMs).toBe(10);
  expect(waterfall.endMs).toBeCloseTo(61 * 1.08);
});

test('a wall clock that would turn cause and effect around is corrected', () => {
  const early = makeSeek({ askedAtEpochMs: 1010, headMs: 30 });
  expect(makeWaterfall(exchange, early).shiftMs).toBe(0);
  const late = makeSeek({ askedAtEpochMs: 900, headMs: 30 });
  expect(makeWaterfall(exchange, late).shiftMs).toBe(23);
});

test('what never came ends with its hop, and what goes on has no end', () => {
  const refused = makeHop({
    kind: 'storage',
    startMs: 1,
    connectedMs: null,
    requestSentMs: null,
    responseHeadMs: null,
    firstBodyByteMs: null,
    endMs: 2,
    outcome: 'refused',
  });
  const waiting = { ...refused, connectedMs: 2, requestSentMs: 3, endMs: null };
  const { lanes } = makeWaterfall(makeExchange({ hops: [refused, waiting] }), null);
  expect(lanes[0]?.spans).toEqual([{ phase: 'connect', fromMs: 1, toMs: 2 }]);
  expect(lanes[1]?.spans.at(-1)).toEqual({ phase: 'wait', fromMs: 3, toMs: null });
  expect(lanes.map(({ name }) => name)).toEqual(['Storage 1', 'Storage 2']);
});

test('a reused connection has no connect phase', () => {
  const reused = makeHop({ startMs: 1, connectedMs: null, requestSentMs: 1.5, endMs: 9 });
  const { lanes } = makeWaterfall(makeExchange({ hops: [reused] }), null);
  expect(lanes[0]?.spans.map(({ phase }) => phase)).toEqual(['send', 'body']);
});
