import { type AmfValue, amfProperty } from './amf0.ts';
import { isSameCodec } from './codecs.ts';
import type { FindingList } from './finding.ts';
import type { Metadata } from './metadata.ts';
import type { FlvScan } from './scan-result.ts';

/** A declared duration this far off is within how writers count the last frame, ms. */
const durationToleranceMs = 150;

/** From here on a wrong duration spoils seeking near the end, ms. */
const durationFailMs = 1000;

/** Times are declared in seconds, some rounded to ms. */
const timeToleranceMs = 1;

/** Properties of onMetaData whose type everyone agrees on (FLV specification, E.5). */
const knownTypes: Record<string, 'number' | 'boolean'> = {
  audiodatarate: 'number',
  audiodelay: 'number',
  audiosamplerate: 'number',
  audiosamplesize: 'number',
  canSeekToEnd: 'boolean',
  duration: 'number',
  filesize: 'number',
  framerate: 'number',
  hasAudio: 'boolean',
  hasKeyframes: 'boolean',
  hasVideo: 'boolean',
  height: 'number',
  lastkeyframelocation: 'number',
  lastkeyframetimestamp: 'number',
  lasttimestamp: 'number',
  stereo: 'boolean',
  videodatarate: 'number',
  width: 'number',
};

/** Measures what onMetaData declares, the keyframe index apart, against the scan. */
export function auditMetadata(scan: FlvScan, findings: FindingList): void {
  const { metadata } = scan;
  if (metadata === null) return;
  const at = scan.metadataTag?.offset ?? null;
  auditTypes(metadata, at, findings);
  auditRepeats(metadata, at, findings);
  auditCodecs(metadata, scan, at, findings);
  auditDuration(metadata, scan, at, findings);
  auditExact(metadata, scan, at, findings);
  auditLastKeyframe(metadata, scan, at, findings);
  auditLastTimestamp(metadata, scan, at, findings);
  auditTracks(metadata, scan, at, findings);
}

function auditTypes({ record }: Metadata, at: number | null, findings: FindingList): void {
  for (const [key, type] of Object.entries(knownTypes)) {
    const value: AmfValue = amfProperty(record, key);
    if (value === undefined || typeof value === type) continue;
    const message = `${key} is of type ${value === null ? 'null' : typeof value}, expected ${type}.`;
    findings.add('metadata_type_wrong', 'warn', at, message);
  }
}

function auditDuration(
  { durationMs }: Metadata,
  scan: FlvScan,
  at: number | null,
  findings: FindingList,
): void {
  if (durationMs === null || scan.durationMs === null) return;
  // How long the last frame lasts stands nowhere: its beginning is the least that a file can last.
  const leastMs = Math.min(scan.lastTimestampMs - scan.baseTimestampMs, scan.durationMs);
  const errorMs = Math.max(durationMs - scan.durationMs, leastMs - durationMs);
  if (errorMs <= durationToleranceMs) return;
  const severity = errorMs > durationFailMs ? 'fail' : 'warn';
  const message = `The declared duration is ${durationMs} ms; the tags last ${scan.durationMs} ms.`;
  findings.add('duration_wrong', severity, at, message);
}

function auditExact(
  metadata: Metadata,
  scan: FlvScan,
  at: number | null,
  findings: FindingList,
): void {
  if (metadata.fileSize !== null && metadata.fileSize !== scan.sizeBytes) {
    const message = `The declared filesize is ${metadata.fileSize}; the file has ${scan.sizeBytes} bytes.`;
    findings.add('filesize_wrong', 'fail', at, message);
  }
}

/** Of a property that stands twice players take the last, and people read the first. */
function auditRepeats({ record }: Metadata, at: number | null, findings: FindingList): void {
  const seen = new Map<string, AmfValue>();
  for (const [key, value] of record.entries) {
    if (seen.has(key) && !areSame(seen.get(key), value)) {
      const [first, last] = [typeName(seen.get(key)), typeName(value)];
      const kinds = first === last ? 'with two values' : `as ${first} and as ${last}`;
      const message = `${JSON.stringify(key)} stands twice, ${kinds}; players take the last.`;
      findings.add('metadata_property_repeated', 'warn', at, message);
    }
    seen.set(key, value);
  }
}

const areSame = (a: AmfValue, b: AmfValue) => JSON.stringify([a]) === JSON.stringify([b]);

function typeName(value: AmfValue): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function auditCodecs(
  metadata: Metadata,
  scan: FlvScan,
  at: number | null,
  findings: FindingList,
): void {
  const codecs = [
    { key: 'videocodecid', declared: metadata.videoCodec, scanned: scan.videoCodec },
    { key: 'audiocodecid', declared: metadata.audioCodec, scanned: scan.audioCodec },
  ];
  for (const { key, declared, scanned } of codecs) {
    if (declared === null || scanned === null || isSameCodec(declared, scanned.id)) continue;
    const message = `${key} is ${JSON.stringify(declared)}; the tags say ${scanned.id}.`;
    findings.add('codec_id_wrong', 'warn', at, message);
  }
}

function auditLastKeyframe(
  metadata: Metadata,
  { keyframes, baseTimestampMs }: FlvScan,
  at: number | null,
  findings: FindingList,
): void {
  const offset = keyframes.offsets.at(-1);
  if (offset === undefined) return;
  const { lastKeyframeOffset, lastKeyframeTimestampMs: declaredMs } = metadata;
  if (lastKeyframeOffset !== null && lastKeyframeOffset !== offset) {
    const message = `lastkeyframelocation is ${lastKeyframeOffset}; the last keyframe is at ${offset}.`;
    findings.add('last_keyframe_offset_wrong', 'warn', at, message);
  }
  const timesMs = [keyframes.dtsMs.at(-1) ?? 0, keyframes.ptsMs.at(-1) ?? 0];
  const isRight = (zeroMs: number) =>
    timesMs.some((timeMs) => Math.abs((declaredMs ?? 0) + zeroMs - timeMs) <= timeToleranceMs);
  if (declaredMs !== null && !isRight(0) && !isRight(baseTimestampMs)) {
    const message = `lastkeyframetimestamp is ${declaredMs} ms; the last keyframe is at ${timesMs[0]} ms.`;
    findings.add('last_keyframe_time_wrong', 'warn', at, message);
  }
}

function auditLastTimestamp(
  { lastTimestampMs: declaredMs }: Metadata,
  { lastTimestampMs, baseTimestampMs }: FlvScan,
  at: number | null,
  findings: FindingList,
): void {
  if (declaredMs === null) return;
  const errorMs = Math.min(
    ...[0, baseTimestampMs].map((zeroMs) => Math.abs(declaredMs + zeroMs - lastTimestampMs)),
  );
  if (errorMs <= durationToleranceMs) return;
  const message = `lasttimestamp is ${declaredMs} ms; the last tag is at ${lastTimestampMs} ms.`;
  findings.add('last_timestamp_wrong', 'warn', at, message);
}

function auditTracks(
  { record }: Metadata,
  scan: FlvScan,
  at: number | null,
  findings: FindingList,
): void {
  const truth = {
    hasVideo: scan.videoTagCount > 0,
    hasAudio: scan.audioTagCount > 0,
    hasKeyframes: scan.keyframes.offsets.length > 0,
  };
  for (const [key, isTrue] of Object.entries(truth)) {
    if (amfProperty(record, key) !== !isTrue) continue;
    findings.add(
      'metadata_track_wrong',
      'warn',
      at,
      `${key} is ${!isTrue}; the tags say ${isTrue}.`,
    );
  }
}
