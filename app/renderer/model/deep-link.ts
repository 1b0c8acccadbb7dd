import type { SeekAsked } from '../../contract/seek.ts';

/**
 * What a link to a seek names: `#video=NAME`, and `t` (seconds), `offset` or `keyframe`; and the two
 * rows of the log that are compared, `compare=12-TIME_13-TIME`.
 */
export interface DeepLink {
  video: string;
  asked: SeekAsked | null;
  compared: readonly [LinkedRow, LinkedRow] | null;
}

/** A row of the log: another run has others by the same numbers, but not at the same time. */
export interface LinkedRow {
  readonly number: number;
  /** Whole ms. */
  readonly atEpochMs: number;
}

const COMPARED = /^(\d{1,15})-(\d{1,15})_(\d{1,15})-(\d{1,15})$/;

/** Reads the part of an address after `#`; null when it names no video. */
export function parseDeepLink(hash: string): DeepLink | null {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const video = params.get('video');
  if (video === null || video === '') return null;
  return { video, asked: readAsked(params), compared: readCompared(params) };
}

function readCompared(params: URLSearchParams): DeepLink['compared'] {
  const match = COMPARED.exec(params.get('compare') ?? '');
  if (match === null) return null;
  const [, first, firstAt, second, secondAt] = match.map(Number) as [
    0,
    number,
    number,
    number,
    number,
  ];
  return [
    { number: first, atEpochMs: firstAt },
    { number: second, atEpochMs: secondAt },
  ];
}

function readAsked(params: URLSearchParams): SeekAsked | null {
  const time = readNumber(params.get('t'), /^\d+(\.\d+)?$/);
  if (time !== null) return { kind: 'time', timeMs: time * 1000 };
  const offset = readNumber(params.get('offset'), /^(\d+|0x[0-9a-f]+)$/i);
  if (offset !== null) return { kind: 'offset', offset };
  const keyframe = readNumber(params.get('keyframe'), /^\d+$/);
  return keyframe === null ? null : { kind: 'keyframe', keyframe };
}

function readNumber(text: string | null, form: RegExp): number | null {
  if (text === null || !form.test(text)) return null;
  const value = Number(text);
  return value <= Number.MAX_SAFE_INTEGER ? value : null;
}

/** The link's own form of a seek, with `#`. */
export function formatDeepLink({ video, asked, compared }: DeepLink): string {
  const params = new URLSearchParams({ video });
  if (asked?.kind === 'time') params.set('t', String(Math.round(asked.timeMs) / 1000));
  if (asked?.kind === 'offset') params.set('offset', String(asked.offset));
  if (asked?.kind === 'keyframe') params.set('keyframe', String(asked.keyframe));
  if (compared) {
    params.set('compare', compared.map((row) => `${row.number}-${row.atEpochMs}`).join('_'));
  }
  return `#${params}`;
}
