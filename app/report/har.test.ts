import { expect, it } from 'vitest';
import type { SweepResult } from '../contract/sweep.ts';
import { makeExchange, makeHop } from '../contract/test-support/make-records.ts';
import { writeHar } from './har.ts';
import { har } from './test-support/har-schema.ts';
import { makeFailure, makeResult, makeSummary, written } from './test-support/make-sweep.ts';

async function harOf(results: SweepResult[], summary = makeSummary()) {
  return har.parse(JSON.parse(await written(writeHar, summary, results))).log;
}

it('has an entry for each hop of those whose heads were kept, the client’s first', async () => {
  const { pages, entries } = await harOf([makeResult(), makeFailure()]);
  expect(pages.map(({ id, title }) => [id, title])).toEqual([
    ['seek_2', '#21 in sample.flv at embedded as nginx: fail'],
  ]);
  expect(entries.map((entry) => entry.comment)).toEqual([
    'client: complete',
    'application: complete',
    'storage: complete',
  ]);
  const [client, , storage] = entries;
  expect(client?.response).toMatchObject({
    status: 206,
    statusText: 'Partial Content',
    headers: [{ name: 'Content-Type', value: 'video/x-flv' }],
    headersSize: 59,
    content: { mimeType: 'video/x-flv', size: 9 },
  });
  expect(client?.request.queryString).toEqual([
    { name: 'start', value: '1261000' },
    { name: 'seek', value: 'sweep-2' },
  ]);
  expect(storage?.serverIPAddress).toBe('::1');
});

it('times are those of the hop, and add up', async () => {
  const hop = makeHop({
    kind: 'storage',
    ...{ startMs: 2, connectedMs: 3.5, requestSentMs: 4, responseHeadMs: 10, endMs: 30.25 },
  });
  const exchange = makeExchange({ startedAtEpochMs: 1000, hops: [hop] });
  const { entries } = await harOf([makeFailure({ exchanges: [exchange] })]);
  expect(entries[0]).toMatchObject({
    startedDateTime: '1970-01-01T00:00:01.002Z',
    time: 28.25,
    timings: { blocked: -1, connect: 1.5, send: 0.5, wait: 6, receive: 20.25 },
  });
});

it('a hop that got no answer has status 0 and says why', async () => {
  const error = { code: 'storage_timeout', message: 'Too slow.', fix: 'Wait.' };
  const hop = makeHop({
    kind: 'storage',
    ...{ outcome: 'timeout', responseHead: '', status: null, error, responseHeadMs: null },
    url: 'http://storage/a.flv?%zz&b',
  });
  const { entries } = await harOf([makeFailure({ exchanges: [makeExchange({ hops: [hop] })] })]);
  expect(entries[0]?.response).toMatchObject({ status: 0, headersSize: -1, _error: error.code });
  expect(entries[0]?.request.queryString).toEqual([
    { name: '%zz', value: '' },
    { name: 'b', value: '' },
  ]);
});

it('what is asked of a tracker is no HTTP, and no entry', async () => {
  const hops = [makeHop(), makeHop({ kind: 'tracker', url: 'tcp://tracker:7001' })];
  const { entries } = await harOf([makeFailure({ exchanges: [makeExchange({ hops })] })]);
  expect(entries).toHaveLength(1);
});

it('without heads it is an empty archive', async () => {
  expect(await harOf([makeResult()])).toMatchObject({ pages: [], entries: [] });
});

it('says by which budget it was judged', async () => {
  const summary = makeSummary({ budget: { name: 'ci.yaml', limits: { pictureMs: 900 } } });
  expect(await harOf([], summary)).toMatchObject({ _seeklab: { budget: summary.budget } });
  expect(await harOf([])).not.toHaveProperty('_seeklab');
});
