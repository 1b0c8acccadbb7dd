import { CodedError } from '../../../contract/errors.ts';

/**
 * Every private field of flv.js that Seeklab uses, in one place. flv.js has no public way to start
 * a file in the middle, to ask the server for a place that is buffered, or to leave the media
 * element's time alone. All of this was written for, and is tested with, this version:
 */
export const FLVJS_VERSION = '1.6.2';

/** Their names. A test takes each away from a copy of flv.js and sees that it is missed by name. */
export const privateFields = [
  '_audioTrack',
  '_controller',
  '_demuxer',
  '_dtsBase',
  '_dtsBaseInited',
  '_hasPendingEos',
  '_mediaInfo',
  '_mediaSource',
  '_msectl',
  '_needStash',
  '_parseScriptData',
  '_remuxAudio',
  '_remuxVideo',
  '_remuxer',
  '_sourceBuffers',
  '_status',
  '_transmuxer',
  '_videoTrack',
  'audio',
  'e',
  'onError',
  'onSourceBufferUpdateEnd',
  'onvProgress',
  'onvSeeking',
  'onvStalled',
  'seek',
  'video',
] as const;
export type PrivateField = (typeof privateFields)[number];

/**
 * Takes away flv.js's own reactions to the media element. They would seek again on their own,
 * 100 ms after a seek (`onvSeeking`), and jump to the buffer's start when it is late
 * (`onvProgress`, `onvStalled`), so that a tester sees something that nobody asked for.
 */
export function takeOverSeeking(player: object, video: HTMLVideoElement): void {
  leaveSeeking(player, video);
  const listeners = field(player, 'e');
  video.removeEventListener('progress', method(listeners, 'onvProgress'));
  video.removeEventListener('stalled', method(listeners, 'onvStalled'));
}

/** Takes away what flv.js does when the media element seeks; the rest stays as it comes. */
export function leaveSeeking(player: object, video: HTMLVideoElement): void {
  video.removeEventListener('seeking', method(field(player, 'e'), 'onvSeeking'));
}

/**
 * Can flv.js seek? Before the head is parsed it ignores seeks in silence, and before the element has
 * the metadata a seek throws away what the decoder is set up with.
 */
export function canJump(player: object, video: HTMLVideoElement): boolean {
  if (video.readyState === HTMLMediaElement.HAVE_NOTHING) return false;
  const transmuxer = field(player, '_transmuxer');
  return transmuxer !== null && field(field(transmuxer, '_controller'), '_mediaInfo') !== null;
}

/**
 * What the setter of flv.js's `currentTime` does outside the buffer: empties the buffer and opens
 * a loader. Done here also for places inside the buffer. Does not touch the media element.
 * @param durationSeconds of the whole video
 */
export function jump(player: object, timeMs: number, durationSeconds: number): void {
  forgetEnd(player);
  reopen(player, durationSeconds);
  call(field(player, '_msectl'), 'seek', timeMs / 1000);
  call(field(player, '_transmuxer'), 'seek', Math.floor(timeMs));
}

/**
 * Takes back that the last answer had reached its end. flv.js keeps that in mind while a buffer is
 * busy, and ends the emptied source after a seek: then the seek is over before its bytes have come.
 */
export function forgetEnd(player: object): void {
  set(field(player, '_msectl'), '_hasPendingEos', false);
}

/**
 * Takes back what a source does at its end: it lasts no longer than its last picture then, and the
 * media element goes to no time beyond. In a damaged file that is where the first answer stopped.
 */
function reopen(player: object, durationSeconds: number): void {
  const source = field(field(player, '_msectl'), '_mediaSource');
  if (!(source instanceof MediaSource) || source.readyState !== 'ended') return;
  const [buffer] = source.sourceBuffers;
  if (!buffer) return;
  // Any assignment opens an ended source again (Media Source Extensions, timestampOffset).
  buffer.timestampOffset = Number(buffer.timestampOffset);
  source.duration = Math.max(durationSeconds, source.duration);
}

/**
 * Resolves when what `jump` empties is empty: removing is asynchronous. A media element that is told
 * a time whose pictures are just being removed finds them, loses them, and never shows any.
 * @throws the signal's reason
 */
export async function emptied(player: object, signal: AbortSignal): Promise<void> {
  for (const buffer of Object.values(sourceBuffers(player))) {
    while (buffer?.updating && buffer.buffered.length > 0) {
      await once(buffer, 'updateend');
      signal.throwIfAborted();
    }
  }
}

/** flv.js forgets its listeners on the buffers of a source that broke, and they run into nothing. */
export function letGoOfBuffers(player: object): void {
  const onUpdateEnd = method(field(field(player, '_msectl'), 'e'), 'onSourceBufferUpdateEnd');
  for (const buffer of Object.values(sourceBuffers(player))) {
    buffer?.removeEventListener('updateend', onUpdateEnd);
  }
}

/** The buffers of the two tracks; null for one that the video has not, or not yet. */
export function sourceBuffers(player: object): Record<'video' | 'audio', SourceBuffer | null> {
  const buffers = field(field(player, '_msectl'), '_sourceBuffers');
  const named = (name: 'video' | 'audio') => {
    const buffer = field(buffers, name);
    return buffer instanceof SourceBuffer ? buffer : null;
  };
  return { video: named('video'), audio: named('audio') };
}

function once(target: EventTarget, type: string): Promise<Event> {
  return new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));
}

/**
 * Pins the zero of flv.js's clock, which is otherwise the first timestamp that happens to come:
 * started in the middle, the file would seem to begin there. Possible once the head is parsed.
 */
export function pinTimeline(player: object, baseTimestampMs: number): void {
  const controller = field(field(player, '_transmuxer'), '_controller');
  const remuxer = field(controller, '_remuxer');
  set(remuxer, '_dtsBase', baseTimestampMs);
  set(remuxer, '_dtsBaseInited', true);
}

/** The timestamp that flv.js took for its zero, ms; it knows it once the first picture is there. */
export function timelineBaseMs(player: object): number {
  const controller = field(field(player, '_transmuxer'), '_controller');
  return Number(field(field(controller, '_remuxer'), '_dtsBase'));
}

/**
 * Script tags after the head go unread: a second onMetaData would take the place of ours, and
 * without an index flv.js stops seeking in silence.
 */
export function ignoreScriptTags(player: object): void {
  const demuxer = field(field(field(player, '_transmuxer'), '_controller'), '_demuxer');
  set(demuxer, '_parseScriptData', () => undefined);
}

/**
 * Hands on a sample that came alone at the end. flv.js waits for a second one, so the last picture
 * is lost, and the first of the next seek comes behind it, 49 days late.
 */
export function flushLoneSamples(player: object): void {
  const controller = field(field(player, '_transmuxer'), '_controller');
  const demuxer = field(controller, '_demuxer');
  const remuxer = field(controller, '_remuxer');
  if (demuxer === null) return;
  call(remuxer, '_remuxVideo', field(demuxer, '_videoTrack'), true);
  call(remuxer, '_remuxAudio', field(demuxer, '_audioTrack'), true);
}

/** Fields of a loader that flv.js reads; its stash would hold back and renumber the bytes. */
export function prepareLoader(loader: object): void {
  set(loader, '_needStash', false);
}

/** Tells flv.js what a loader is doing: a value of its `LoaderStatus`. */
export function setLoaderStatus(loader: object, status: number): void {
  set(loader, '_status', status);
}

/** Calls `onError`, whose first parameter flv.js's types mistake for the table of its values. */
export function reportLoaderError(loader: object, type: string, msg: string): void {
  call(loader, 'onError', type, { code: -1, msg });
}

function field(owner: unknown, name: PrivateField): unknown {
  if (!hasField(owner, name))
    throw new CodedError('player_changed', { field: name, version: FLVJS_VERSION });
  return Reflect.get(owner, name);
}

function set(owner: unknown, name: PrivateField, value: unknown): void {
  if (!hasField(owner, name))
    throw new CodedError('player_changed', { field: name, version: FLVJS_VERSION });
  Reflect.set(owner, name, value);
}

function method(owner: unknown, name: PrivateField): (...args: unknown[]) => unknown {
  const value = field(owner, name);
  if (!isFunction(value))
    throw new CodedError('player_changed', { field: name, version: FLVJS_VERSION });
  return value;
}

function call(owner: unknown, name: PrivateField, ...args: unknown[]): void {
  Reflect.apply(method(owner, name), owner, args);
}

function hasField(owner: unknown, name: PrivateField): owner is object {
  return typeof owner === 'object' && owner !== null && name in owner;
}

function isFunction(value: unknown): value is (...args: unknown[]) => unknown {
  return typeof value === 'function';
}
