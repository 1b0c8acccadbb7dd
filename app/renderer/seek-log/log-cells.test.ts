import { expect, test } from 'vitest';
import { makeExchange, makeHop, makeSeek } from '../test-support/make-records.ts';
import { clientName, logCells, seekError } from './log-cells.ts';

test('a seek by time shows how far the picture is from it', () => {
  const seek = makeSeek();
  expect(logCells({ kind: 'seek', id: 'a', atEpochMs: 0, seek, exchanges: [] })).toEqual({
    name: '1',
    state: 'fine',
    video: 'sample.flv',
    asked: '0:42.300',
    start: '1,261,000',
    landed: '0:42.000',
    played: '0:42.000',
    error: '−300 ms',
    status: '200',
    firstByte: '9.0 ms',
    picture: '61 ms',
    source: 'network',
  });
});

test.each([
  { kind: 'offset' as const, offset: 1_000_000 },
  { kind: 'keyframe' as const, keyframe: 21 },
])('the error of %j is in ms, played less what the index has there', (asked) => {
  const error = (patch: Parameters<typeof makeSeek>[0]) =>
    seekError(makeSeek({ asked, expectedMs: 42_000, ...patch }));
  expect(error({})).toBe('0 ms');
  expect(error({ played: { timeMs: 42_080 } })).toBe('+80 ms');
  // A server that ignores start: what was asked counts, not where it landed.
  const landed = { offset: 500, tagType: 9, timeMs: 0, isKeyframe: true };
  expect(error({ landed, played: { timeMs: 0 } })).toBe('−42,000 ms');
  expect(error({ played: null })).toBe('');
  expect(error({ expectedMs: null })).toBe('');
});

test('a replaced seek and a picture from the buffer say so', () => {
  const source = (patch: Parameters<typeof makeSeek>[0]) =>
    logCells({ kind: 'seek', id: 'a', atEpochMs: 0, seek: makeSeek(patch), exchanges: [] }).source;
  expect(source({ state: 'superseded' })).toBe('replaced');
  expect(source({ source: 'buffer' })).toBe('from buffer');
  expect(source({ isAssisted: false })).toBe('raw');
  expect(source({ source: 'buffer', isAssisted: false })).toBe('raw, buffer');
});

test('a stray request names its client and its start', () => {
  const requestHead = 'GET /v/a.flv?start=1000 HTTP/1.1\r\nUser-Agent: curl/8.5.0 x\r\n\r\n';
  const exchange = makeExchange({
    target: '/v/a.flv?start=1000',
    outcome: 'failed',
    hops: [makeHop({ requestHead, status: 416 })],
  });
  const cells = logCells({ kind: 'stray', id: 'b', atEpochMs: 0, exchanges: [exchange] });
  expect(cells).toMatchObject({
    name: 'r1',
    state: 'failed',
    start: '1,000',
    status: '416',
    source: 'curl/8.5.0',
  });
  expect(clientName(makeExchange())).toBe('unnamed client');
  expect(clientName(makeExchange({ seekId: 'x-1' }))).toBe('other page');
});
