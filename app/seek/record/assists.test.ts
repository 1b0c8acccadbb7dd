import { expect, it } from 'vitest';
import type { VideoFacts } from '../../contract/video.ts';
import { headFor } from '../plan/flv-head.ts';
import type { SeekPlan } from '../plan/seek-plan.ts';
import { coldStartAssists, indexAssists } from './assists.ts';

const index = { timesMs: [0, 2000], offsets: [500, 9000], sizes: [0, 0] };
const facts: VideoFacts = {
  name: 'a.flv',
  address: '/v/a.flv',
  state: 's',
  target: null,
  isScanned: true,
  sizeBytes: 20_000,
  modifiedAtEpochMs: 0,
  format: 'flv',
  headHex: '464c5601050000000900000000',
  header: { version: 1, flags: 5, hasAudio: true, hasVideo: true, dataOffset: 9 },
  videoCodec: { id: 7, name: 'AVC (H.264)', isPlayable: true },
  audioCodec: { id: 10, name: 'AAC', isPlayable: true },
  durationMs: 4000,
  width: 640,
  height: 360,
  framesPerSecond: 25,
  tagCount: 300,
  videoTagCount: 100,
  audioTagCount: 200,
  baseTimestampMs: 0,
  firstMediaOffset: 400,
  frameTimesMs: [0, 2000],
  declaredIndex: { source: 'declared', ...index },
  index: { source: 'scanned', ...index },
  sequenceHeaders: { video: btoa('0123456789abcdef'), audio: btoa('0123456789abc') },
  sequenceHeaderChanges: [],
  isPlayable: true,
  notPlayable: null,
  findings: [],
};
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
