import type { SeekAsked } from '../../contract/seek.ts';

/** What a link to a seek names: `#video=NAME`, and `t` (seconds), `offset` or `keyframe`. */
export interface DeepLink {
  video: string;
  asked: SeekAsked | null;
}

/** Reads the part of an address after `#`; null when it names no video. */
export function parseDeepLink(hash: string): DeepLink | null {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const video = params.get('video');
  if (video === null || video === '') return null;
  return { video, asked: readAsked(params) };
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
export function formatDeepLink({ video, asked }: DeepLink): string {
  const params = new URLSearchParams({ video });
  if (asked?.kind === 'time') params.set('t', String(Math.round(asked.timeMs) / 1000));
  if (asked?.kind === 'offset') params.set('offset', String(asked.offset));
  if (asked?.kind === 'keyframe') params.set('keyframe', String(asked.keyframe));
  return `#${params}`;
}
