import type { VideoFacts } from '../../contract/video.ts';
import { splitTarget } from '../../http/request-target.ts';
import { readStart } from '../../http/stream-url.ts';
import type { Model } from './model.ts';

/**
 * What a request asks for. `part`: from a byte in the file on. `beyond`: from a byte at or beyond its
 * end. `bad`: a start that is no byte offset. Where the size is not known, every offset is in the file.
 * `time`: of a target that is asked for times, one within the video.
 */
export type AskedStart =
  | { kind: 'whole' }
  | { kind: 'part' | 'beyond'; start: number }
  | { kind: 'time'; timeMs: number }
  | { kind: 'bad'; text: string };

/** @param target of the request, with its query */
export function askedStartOf(
  target: string,
  sizeBytes: number | null,
  { readsLongStarts }: Pick<Model, 'readsLongStarts'>,
): AskedStart {
  const read = readStart(splitTarget(target).query);
  if (read.kind === 'invalid') {
    const isLong = readsLongStarts && /^\d+$/.test(read.value);
    if (isLong) return { kind: 'beyond', start: Number(read.value) };
    return { kind: 'bad', text: read.value };
  }
  const start = read.kind === 'absent' ? 0 : Number(read.value);
  if (start === 0) return { kind: 'whole' };
  return { kind: sizeBytes !== null && start >= sizeBytes ? 'beyond' : 'part', start };
}

/** The same of a request to a target that is asked for times. */
export function askedTimeOf(
  target: string,
  unitMs: number,
  { durationMs, sizeBytes }: Pick<VideoFacts, 'durationMs' | 'sizeBytes'>,
): AskedStart {
  const read = readStart(splitTarget(target).query);
  if (read.kind === 'absent') return { kind: 'whole' };
  const timeMs = read.value === '' ? Number.NaN : Number(read.value) * unitMs;
  if (!Number.isFinite(timeMs) || timeMs < 0) return { kind: 'bad', text: read.value };
  if (timeMs === 0) return { kind: 'whole' };
  const isBeyond = durationMs !== null && timeMs >= durationMs;
  return isBeyond ? { kind: 'beyond', start: sizeBytes } : { kind: 'time', timeMs };
}

/** How the body of a good answer is made: a prefix of some length, then the file from a byte on. */
export interface BodyLayout {
  /** Null: the file's own head, as long as it is. */
  prefixBytes: number | null;
  /** Null: not known. */
  from: number | null;
}

/**
 * The body that a server of that kind answers with; null where it should send no video.
 * @param keyframeBefore the keyframe at or before an offset; null where it is not known
 */
export function layoutOf(
  asked: AskedStart,
  model: Model,
  keyframeBefore: (offset: number) => number | null,
): BodyLayout | null {
  switch (asked.kind) {
    case 'whole':
      return { prefixBytes: 0, from: 0 };
    case 'part': {
      if (model.prefix === 'none') return { prefixBytes: 0, from: asked.start };
      if (!model.movesToKeyframe) return { prefixBytes: PREFIX_BYTES, from: asked.start };
      return { prefixBytes: null, from: keyframeBefore(asked.start) };
    }
    case 'time':
      return null;
    case 'beyond':
      return model.beyondEnd === 'whole' ? { prefixBytes: 0, from: 0 } : null;
    case 'bad':
      return model.badStart === 'whole' ? { prefixBytes: 0, from: 0 } : null;
  }
}

const PREFIX_BYTES = 13;
