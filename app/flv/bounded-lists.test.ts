import { expect, test } from 'vitest';
import { blankAudioTag } from './audio-tag.ts';
import { bytesSource } from './byte-source.ts';
import { readFileHeader } from './file-header.ts';
import { FindingList } from './finding.ts';
import { maxListedFrames } from './frame-times.ts';
import { ScanCollector } from './scan-collector.ts';
import { finishScan } from './scan-finish.ts';
import { blankTagHeader } from './tag-header.ts';
import type { WalkedTag } from './tag-walk.ts';
import { fileHeader } from './test-support/build-flv.ts';
import { blankVideoTag } from './video-tag.ts';

test('keyframes and frames beyond millions are counted, not listed', async () => {
  const findings = new FindingList();
  const collector = new ScanCollector(13, findings, true);
  const tag: WalkedTag = {
    ...blankTagHeader(),
    type: 9,
    dataSize: 9,
    offset: 13,
    audio: blankAudioTag(),
    video: { ...blankVideoTag(), frameType: 1, codec: 2, isFrame: true, isKeyframe: true },
    isMetadata: false,
    previousTagSize: 20,
    configuration: new Uint8Array(),
    isPlausible: true,
  };
  const tags = maxListedFrames + 10;
  for (let i = 0; i < tags; i++) {
    tag.offset = 13 + 24 * i;
    tag.timestampMs = i;
    collector.tag(tag);
  }
  const head = fileHeader(1);
  const header = readFileHeader(head);
  if (header === null) throw new Error('the header was built by hand');
  const scan = await finishScan(bytesSource(head), head, header, collector, findings);
  expect(scan.tagCount).toBe(tags);
  expect(scan.frameTimesMs).toHaveLength(maxListedFrames);
  expect(scan.keyframes.offsets).toHaveLength(500_000);
  expect(scan.durationMs).toBe(tags);
  expect(scan.findings.map(({ code }) => code)).toContain('too_many_frames');
  expect(scan.findings).toContainEqual({
    code: 'too_many_keyframes',
    severity: 'warn',
    offset: 13 + 24 * 499_999,
    message: `The file has ${tags} keyframes; only the first 500000, up to 499999 ms, are listed.`,
  });
});
