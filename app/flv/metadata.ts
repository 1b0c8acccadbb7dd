import { type AmfRecord, type AmfValue, amfProperty, isAmfRecord } from './amf0.ts';
import { type AmfProblem, decodeAmf0 } from './amf0-decode.ts';

/**
 * The keyframe index that onMetaData declares, as it stands: nothing is sorted, dropped or
 * matched, so the arrays can differ in length.
 */
export interface DeclaredKeyframes {
  /** `keyframes.times`, ms; NaN where an entry is no number. */
  timesMs: Float64Array;
  /** `keyframes.filepositions`, bytes; NaN where an entry is no number. */
  offsets: Float64Array;
}

/** What onMetaData declares about the file. Null: not declared, or not as a number. */
export interface Metadata {
  durationMs: number | null;
  width: number | null;
  height: number | null;
  framesPerSecond: number | null;
  fileSize: number | null;
  videoCodec: number | string | null;
  audioCodec: number | string | null;
  lastTimestampMs: number | null;
  lastKeyframeTimestampMs: number | null;
  lastKeyframeOffset: number | null;
  keyframes: DeclaredKeyframes | null;
  /** `metadatacreator`, `creator` or `encoder`: who wrote it; null when nobody says. */
  creator: string | null;
  /** Everything, as decoded. */
  record: AmfRecord;
  /** Values after the record, where none should be. */
  surplusCount: number;
  /** Why not all of it could be decoded. */
  problem: AmfProblem | null;
}

/**
 * Reads the data of an onMetaData script tag (FLV specification, E.5), also with the
 * "@setDataFrame" that recorders of RTMP streams leave in front.
 * @returns null when the data is something else
 */
export function readMetadata(data: Uint8Array): Metadata | null {
  const { values, problem } = decodeAmf0(data);
  const nameAt = values[0] === '@setDataFrame' ? 1 : 0;
  const record = values[nameAt + 1];
  if (values[nameAt] !== 'onMetaData' || !isAmfRecord(record)) return null;
  const number = (key: string) => numberOrNull(amfProperty(record, key));
  return {
    durationMs: toMs(number('duration')),
    width: number('width'),
    height: number('height'),
    framesPerSecond: number('framerate'),
    fileSize: number('filesize'),
    videoCodec: codecOrNull(amfProperty(record, 'videocodecid')),
    audioCodec: codecOrNull(amfProperty(record, 'audiocodecid')),
    lastTimestampMs: toMs(number('lasttimestamp')),
    lastKeyframeTimestampMs: toMs(number('lastkeyframetimestamp')),
    lastKeyframeOffset: number('lastkeyframelocation'),
    keyframes: readKeyframes(amfProperty(record, 'keyframes')),
    creator: readCreator(record),
    record,
    surplusCount: values.length - nameAt - 2,
    problem,
  };
}

function readKeyframes(value: AmfValue): DeclaredKeyframes | null {
  if (!isAmfRecord(value)) return null;
  const times = amfProperty(value, 'times');
  const offsets = amfProperty(value, 'filepositions');
  if (!Array.isArray(times) && !Array.isArray(offsets)) return null;
  return {
    timesMs: numbers(times).map((seconds) => toMs(seconds) ?? Number.NaN),
    offsets: numbers(offsets),
  };
}

function readCreator(record: AmfRecord): string | null {
  for (const key of ['metadatacreator', 'creator', 'encoder']) {
    const value = amfProperty(record, key);
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}

const numbers = (value: AmfValue) =>
  Float64Array.from(Array.isArray(value) ? value : [], (item) => numberOrNull(item) ?? Number.NaN);

function numberOrNull(value: AmfValue): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function codecOrNull(value: AmfValue): number | string | null {
  return typeof value === 'string' ? value : numberOrNull(value);
}

/** Seconds to ms, to the microsecond, so that 0.04 s is 40 ms and not 40.00000000000001. */
function toMs(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * 1e6) / 1e3;
}
