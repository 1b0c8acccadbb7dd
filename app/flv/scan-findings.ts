import type { AmfValue } from './amf0.ts';
import { decodeAmf0 } from './amf0-decode.ts';
import { describeAudioCodec, describeVideoCodec } from './codecs.ts';
import { audioFlag, type FileHeader, fileHeaderLength, videoFlag } from './file-header.ts';
import type { FindingList } from './finding.ts';
import { maxListedFrames } from './frame-times.ts';
import type { ScanCollector } from './scan-collector.ts';
import type { FlvScan, StoredTag } from './scan-result.ts';
import { tagHeaderLength } from './tag-header.ts';
import type { TrackCollector } from './track-collector.ts';

/** Tracks that begin or end further apart than this are worth a word, ms. */
const tracksApartMs = 1000;

/** Findings about the file header and PreviousTagSize0 (FLV specification, E.2 and E.3). */
export function reportHeader(
  header: FileHeader,
  previousTagSize0: number | null,
  findings: FindingList,
): void {
  if (header.version !== 1) {
    findings.add('version_unknown', 'warn', 3, `The version is ${header.version}, expected 1.`);
  }
  if ((header.flags & ~(audioFlag | videoFlag)) !== 0) {
    const message = `Reserved bits are set in the flags 0x${header.flags.toString(16)}.`;
    findings.add('header_reserved_bits', 'warn', 4, message);
  }
  if (header.dataOffset !== fileHeaderLength) {
    const message = `DataOffset is ${header.dataOffset}, expected ${fileHeaderLength}.`;
    findings.add('data_offset_unusual', 'warn', 5, message);
  }
  if (previousTagSize0 !== null && previousTagSize0 !== 0) {
    const message = `PreviousTagSize0 is ${previousTagSize0}, expected 0.`;
    findings.add('previous_tag_size_0_wrong', 'info', header.dataOffset, message);
  }
}

/** Findings about a script tag that is no onMetaData: its name, and whether its data can be read. */
export function reportScript(tag: StoredTag | null, findings: FindingList): void {
  if (tag === null) return;
  const { values, problem } = decodeAmf0(tag.bytes.subarray(tagHeaderLength));
  const reason = problem?.message ?? scriptFault(values);
  if (reason === null) return;
  findings.add('script_data_invalid', 'warn', tag.offset, `Script data is broken: ${reason}.`);
}

/** Script data is a name and a value (FLV specification, E.4.4.1). */
function scriptFault([name, ...values]: readonly AmfValue[]): string | null {
  if (typeof name !== 'string' || name === '') return 'it has no name';
  return values.length === 0 ? `nothing follows the name ${JSON.stringify(name)}` : null;
}

/** Findings that need the whole file: what is promised and missing, what cannot be played. */
export function reportWhole(
  header: FileHeader,
  collected: ScanCollector,
  scan: Pick<FlvScan, 'metadata' | 'metadataTag'>,
  findings: FindingList,
): void {
  const { video, audio } = collected;
  if (video.tagCount + audio.tagCount === 0) {
    findings.add('no_media', 'fail', null, 'The file has neither an audio nor a video tag.');
    return;
  }
  reportFlags(header, video.tagCount > 0, audio.tagCount > 0, findings);
  if (video.codec !== null) reportCodec(describeVideoCodec(video.codec), 'video', findings);
  if (audio.codec !== null) reportCodec(describeAudioCodec(audio.codec), 'audio', findings);
  reportTracks(video, audio, findings);
  reportDistance(collected, findings);
  if (video.tagCount > 0) reportKeyframes(collected, findings);
  reportMetadata(collected, scan, findings);
}

function reportFlags(
  header: FileHeader,
  hasVideo: boolean,
  hasAudio: boolean,
  findings: FindingList,
): void {
  const tracks = [
    { name: 'audio', isPromised: header.hasAudio, isThere: hasAudio },
    { name: 'video', isPromised: header.hasVideo, isThere: hasVideo },
  ];
  for (const { name, isPromised, isThere } of tracks) {
    if (isPromised === isThere) continue;
    const message = isPromised
      ? `The flags promise ${name}, but there is no ${name} tag; players may wait for it for ever.`
      : `The flags promise no ${name}, but there are ${name} tags.`;
    findings.add('header_flags_wrong', 'warn', 4, message);
  }
}

function reportCodec(
  codec: { id: number | string; name: string; isPlayable: boolean },
  track: 'audio' | 'video',
  findings: FindingList,
): void {
  if (codec.isPlayable) return;
  const message = `The ${track} codec is ${codec.name} (${codec.id}), which flv.js does not play.`;
  findings.add('codec_unplayable', 'warn', null, message);
}

/** Where the tracks begin and end. */
function reportTracks(video: TrackCollector, audio: TrackCollector, findings: FindingList): void {
  const startMs = Math.min(video.firstFrameMs ?? Infinity, audio.firstFrameMs ?? Infinity);
  if (Number.isFinite(startMs) && startMs !== 0) {
    const message = `The first timestamp is ${startMs} ms, expected 0.`;
    findings.add('first_timestamp_nonzero', 'info', null, message);
  }
  const startGapMs = (audio.firstFrameMs ?? Number.NaN) - (video.firstFrameMs ?? Number.NaN);
  if (Math.abs(startGapMs) > tracksApartMs) {
    const message = `Audio begins ${Math.abs(startGapMs)} ms ${startGapMs > 0 ? 'after' : 'before'} video.`;
    findings.add('tracks_start_apart', 'warn', null, message);
  }
  const endGapMs = (audio.latestFrameMs ?? Number.NaN) - (video.latestFrameMs ?? Number.NaN);
  if (Math.abs(endGapMs) > tracksApartMs) {
    const message = `Audio ends ${Math.abs(endGapMs)} ms ${endGapMs > 0 ? 'after' : 'before'} video.`;
    findings.add('tracks_end_apart', 'warn', null, message);
  }
}

/** Where the tracks part although they stand side by side. */
function reportDistance({ distance }: ScanCollector, findings: FindingList): void {
  const { found } = distance;
  if (found === null) return;
  const { offset, videoMs, audioMs } = found;
  const message = `Video at ${videoMs} ms and audio at ${audioMs} ms stand side by side, ${Math.abs(videoMs - audioMs)} ms apart.`;
  findings.add('tracks_apart', 'warn', offset, message);
}

function reportKeyframes(collected: ScanCollector, findings: FindingList): void {
  const { video } = collected;
  const { dtsMs, offsets } = collected.keyframes();
  const firstMs = dtsMs[0];
  if (collected.keyframeCount > offsets.length) {
    const message = `The file has ${collected.keyframeCount} keyframes; only the first ${offsets.length}, up to ${dtsMs.at(-1)} ms, are listed.`;
    findings.add('too_many_keyframes', 'warn', offsets.at(-1) ?? null, message);
  }
  if (collected.frameTimes.leftOutCount > 0) {
    const { count } = collected.frameTimes;
    const message = `The file has ${count} video frames; only the first ${maxListedFrames} are listed, and behind them frames are taken to follow at an even rate.`;
    findings.add('too_many_frames', 'info', null, message);
  }
  if (firstMs === undefined) {
    findings.add(
      'no_keyframes',
      'fail',
      null,
      'No video tag is a keyframe: nothing can be seeked.',
    );
  } else if (video.firstFrameMs !== null && firstMs > video.firstFrameMs) {
    const message = `The first keyframe is at ${firstMs} ms, the first frame at ${video.firstFrameMs} ms.`;
    findings.add('first_frame_not_keyframe', 'warn', offsets[0] ?? null, message);
  }
}

function reportMetadata(
  collected: ScanCollector,
  { metadata, metadataTag }: Pick<FlvScan, 'metadata' | 'metadataTag'>,
  findings: FindingList,
): void {
  const offset = metadataTag?.offset ?? collected.metadata[0]?.offset ?? null;
  if (metadata?.problem) {
    const { code, message } = metadata.problem;
    findings.add(code, 'warn', offset, `onMetaData cannot be read whole: ${message}.`);
  }
  if (metadata !== null && metadata.surplusCount > 0) {
    const message = `${metadata.surplusCount} values follow the one that onMetaData has.`;
    findings.add('metadata_surplus', 'info', offset, message);
  }
  if (offset !== null && metadata === null) {
    const message = 'onMetaData is followed by no object that could be read.';
    findings.add('metadata_invalid', 'warn', offset, message);
  } else if (metadata !== null && metadata.record.type !== 'ecma_array') {
    const message = `onMetaData is of type ${metadata.record.type}, expected ecma_array.`;
    findings.add('metadata_not_ecma_array', 'info', offset, message);
  }
  if (offset === null) {
    findings.add('no_metadata', 'info', null, 'The file has no onMetaData.');
  }
}
