import { expect, it } from 'vitest';
import { makeFacts } from '../../contract/test-support/make-facts.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { headFor } from '../plan/flv-head.ts';
import type { SeekPlan } from '../plan/seek-plan.ts';
import { coldStartAssists, indexAssists } from './assists.ts';

const facts = makeFacts();
const plan: SeekPlan = {
  offset: 9000,
  targetMs: 2000,
  slackMs: 0,
  landsOn: 'keyframe',
  mayUseBuffer: true,
  followsLanding: false,
};
const cold = (given: VideoFacts, of = plan) => coldStartAssists(of, given, headFor(given));

it('lists the sequence headers of a cold start in the middle, with their bytes', () => {
  expect(cold(facts)).toMatchObject([{ code: 'sequence_headers', bytes: 16 + 4 + 13 + 4 }]);
});

it('lists nothing of a start at the beginning: the server sends its own head', () => {
  expect(cold(facts, { ...plan, offset: 0 })).toEqual([]);
});

it('lists flags that promise what is not there', () => {
  const silent = { ...facts, audioCodec: null, sequenceHeaders: { video: btoa('0'), audio: null } };
  expect(cold(silent, { ...plan, offset: 0 })).toMatchObject([
    { code: 'header_flags', message: expect.stringContaining('promises video and audio') },
  ]);
});

it('lists the scanned index where the file declares no such keyframe', () => {
  expect(indexAssists(plan, facts)).toEqual([]);
  expect(indexAssists(plan, { ...facts, declaredIndex: null })[0]?.message).toContain(
    'The file has no keyframe index',
  );
  expect(indexAssists({ ...plan, offset: 8000 }, facts)[0]?.message).toContain('does not list');
});

it('lists no index when the user chose the offset', () => {
  const chosen = { ...plan, followsLanding: true, mayUseBuffer: false };
  expect(indexAssists(chosen, { ...facts, declaredIndex: null })).toEqual([]);
});

it('tells flv.js of fewer keyframes where a tag cannot hold all of them', () => {
  const timesMs = Array.from({ length: 1_000_000 }, (_, i) => i * 40);
  const offsets = timesMs.map((timeMs) => 500 + timeMs);
  const many = { ...facts, index: { ...facts.index, timesMs, offsets } };
  const { metadataLength } = headFor(many);
  expect(metadataLength).toBeGreaterThan(300_000 * 18);
  expect(metadataLength).toBeLessThan(2 ** 23);
});
