import { describe, expect, test } from 'vitest';
import { amfProperty, isAmfRecord } from './amf0.ts';
import { bytesSource } from './byte-source.ts';
import { scanFlv } from './scan.ts';
import { makeSyntheticHead, type SyntheticHeadFacts } from './synthetic-head.ts';
import { avcAacFlv, joined } from './test-support/build-flv.ts';

async function headOf(baseMs: number) {
  const flv = avcAacFlv({ frames: 60, framesPerGop: 20, baseMs });
  const scan = await scanFlv(bytesSource(flv.bytes));
  const facts: SyntheticHeadFacts = {
    hasAudio: true,
    hasVideo: true,
    baseTimestampMs: scan.baseTimestampMs,
    durationMs: scan.durationMs,
    sizeBytes: scan.sizeBytes,
    width: null,
    height: null,
    framesPerSecond: 25,
    videoCodecId: 7,
    audioCodecId: 10,
    keyframes: { timesMs: scan.keyframes.ptsMs, offsets: scan.keyframes.offsets },
    sequenceHeaders: {
      video: scan.sequenceHeaders.video?.bytes ?? null,
      audio: scan.sequenceHeaders.audio?.bytes ?? null,
    },
  };
  return { flv, scan, facts, head: makeSyntheticHead(facts) };
}

describe('makeSyntheticHead', () => {
  test('makes a valid file head, with which the rest of the file is a whole file', async () => {
    const { flv, scan, head } = await headOf(0);
    const whole = joined([head.bytes, flv.bytes.subarray(scan.firstMediaOffset)]);
    const again = await scanFlv(bytesSource(whole));
    expect(again.findings).toEqual([]);
    expect(again.sequenceHeaders.video?.bytes).toEqual(scan.sequenceHeaders.video?.bytes);
    expect(again.sequenceHeaders.audio?.bytes).toEqual(scan.sequenceHeaders.audio?.bytes);
    expect(again.metadata).toMatchObject({ durationMs: scan.durationMs, framesPerSecond: 25 });
  });

  test('starts at any keyframe of the file', async () => {
    const { flv, scan, head } = await headOf(0);
    const whole = joined([head.bytes, flv.bytes.subarray(scan.keyframes.offsets[2])]);
    const again = await scanFlv(bytesSource(whole));
    expect(again.findings).toMatchObject([{ code: 'first_timestamp_nonzero' }]);
    expect(again.baseTimestampMs).toBe(1600);
  });

  test('lists the first keyframe twice and times half a ms late, on the zero of the player', async () => {
    const { flv, head, scan } = await headOf(5000);
    const again = await scanFlv(bytesSource(joined([head.bytes, flv.bytes.subarray(-15)])));
    const [p0 = 0, p1 = 0, p2 = 0] = scan.keyframes.offsets;
    const keyframes = again.metadata && amfProperty(again.metadata.record, 'keyframes');
    expect(isAmfRecord(keyframes) && keyframes.entries).toEqual([
      ['filepositions', [p0, p0, p1, p2]],
      ['times', [0, 0.0005, 0.8005, 1.6005]],
    ]);
  });

  test('says what it is made of, and sets the flags that are true', async () => {
    const { facts } = await headOf(0);
    const head = makeSyntheticHead({
      ...facts,
      hasAudio: false,
      sequenceHeaders: { video: facts.sequenceHeaders.video, audio: null },
    });
    expect(head.bytes[4]).toBe(1);
    expect(head.fileHeaderLength).toBe(13);
    expect(head.sequenceHeadersLength).toBe((facts.sequenceHeaders.video?.length ?? 0) + 4);
    expect(head.fileHeaderLength + head.metadataLength + head.sequenceHeadersLength).toBe(
      head.bytes.length,
    );
  });

  test('declares no index where there is none', async () => {
    const { facts } = await headOf(0);
    const head = makeSyntheticHead({ ...facts, keyframes: { timesMs: [], offsets: [] } });
    const scan = await scanFlv(bytesSource(head.bytes));
    expect(scan.metadata?.keyframes).toBeNull();
  });
});
