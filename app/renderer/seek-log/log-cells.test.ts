import { expect, test } from 'vitest';
import type { LogRow } from '../../contract/log.ts';
import type { Seek } from '../../contract/seek.ts';
import { makeSeek } from '../../contract/test-support/make-records.ts';
import { makeRequestRow, makeSeekRow } from '../../contract/test-support/make-rows.ts';
import { pageId } from '../model/page-id.ts';
import { logCells, seekError } from './log-cells.ts';

const rowOf = (seek: Seek): LogRow =>
  makeSeekRow({ ...seek, id: seek.id === 'page-1' ? `${pageId}.1-1` : seek.id });

test('a seek by time shows how far the picture is from it', () => {
  const seek = makeSeek();
  expect(logCells(rowOf(seek))).toEqual({
    number: '1',
    verdict: null,
    marks: null,
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
    result: '',
    target: 'perlbal-patch',
    source: 'network',
  });
});

test('the result says what is wrong, and how it stands where nothing was checked', () => {
  const result = (row: LogRow) => logCells(row).result;
  const verdict = { result: 'fail', code: 'picture_right' } as const;
  expect(result(makeSeekRow({}, { verdict }))).toBe('wrong picture');
  expect(result(makeSeekRow({ state: 'running' }))).toBe('running');
  expect(result(makeSeekRow({ state: 'superseded' }))).toBe('replaced');
  expect(result(makeRequestRow({ outcome: 'cut' }))).toBe('cut');
  expect(result(makeRequestRow())).toBe('');
});

test('the target is the one that was asked, else whose manner answered', () => {
  const target = (row: LogRow) => logCells(row).target;
  expect(target(makeSeekRow({ target: 'staging' }, { answeredAs: null }))).toBe('staging');
  const quirky = { personality: 'perlbal-patch', hasQuirks: true } as const;
  expect(target(makeSeekRow({}, { answeredAs: quirky }))).toBe('perlbal-patch with quirks');
  const nginx = { personality: 'nginx', hasQuirks: true } as const;
  expect(target(makeRequestRow({}, { answeredAs: nginx }))).toBe('nginx');
  expect(target(makeSeekRow({}, { answeredAs: null }))).toBe('');
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
  const source = (patch: Parameters<typeof makeSeek>[0]) => logCells(rowOf(makeSeek(patch))).source;
  expect(source({ state: 'superseded' })).toBe('replaced');
  expect(source({ source: 'buffer' })).toBe('from buffer');
  expect(source({ isAssisted: false })).toBe('raw');
  expect(source({ source: 'buffer', isAssisted: false })).toBe('raw, buffer');
});

test('a seek of another page says so; one that waited in vain is a problem', () => {
  const other = makeSeek({ id: 'other.1-1' });
  expect(logCells(rowOf(other)).source).toBe('network, other page');
  const waited = { ...rowOf(makeSeek({ state: 'superseded' })), isProblem: true };
  expect(logCells(waited)).toMatchObject({ state: 'failed', source: 'replaced' });
});

test('a request of another client names its client and its start', () => {
  const request = {
    id: '7',
    target: '/v/a.flv?start=1000',
    outcome: 'failed',
    status: 416,
    firstBodyByteMs: null,
    client: 'curl/8.5.0',
  } as const;
  const patch = { number: 3, isProblem: true };
  const row = makeRequestRow(request, patch);
  expect(logCells(row)).toMatchObject({
    number: 'r3',
    state: 'failed',
    start: '1,000',
    status: '416',
    source: 'curl/8.5.0',
  });
  expect(logCells(makeRequestRow({ ...request, client: null }, patch)).source).toBe(
    'unnamed client',
  );
});
