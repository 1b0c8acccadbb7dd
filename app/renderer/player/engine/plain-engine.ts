import flvjs from 'flv.js';
import { leaveSeeking, timelineBaseMs } from './flv-internals.ts';
import { createLoaderClass } from './start-loader.ts';

/** flv.js as it comes, on the screen. */
export interface PlainEngine {
  /** The timestamp that it took for the zero of its clock, ms; once a picture is there. */
  readonly baseMs: number;
  destroy(): void;
}

/**
 * Attaches a fresh flv.js with default settings, which gets an answer's bytes as they come; except
 * that it is not asked to pause its loader three minutes ahead, and does nothing about seeks: how far
 * is read is the feeder's business, and each seek gets an answer of its own.
 * @param feed hands the bytes on, from the first one; rejects when there will be no more
 * @param onMove it may have gone to where its buffer begins, as it does at its start
 * @param onBroken what flv.js or the media element says went wrong
 */
export function createPlainEngine(
  video: HTMLVideoElement,
  feed: (emit: (bytes: Uint8Array) => void, signal: AbortSignal) => Promise<void>,
  onMove: () => void,
  onBroken: (detail: string) => void,
): PlainEngine {
  const unlisten = new AbortController();
  const customLoader = createLoaderClass(async (from, sink, signal) => {
    // It asks again where a pause of its own ended; those bytes are gone.
    if (from > 0) throw new Error(`flv.js asked for byte ${from} of the answer a second time`);
    let at = 0;
    const emit = (bytes: Uint8Array) => {
      try {
        sink.emit(bytes, at);
      } catch (cause) {
        // flv.js 1.6.2 throws on some damage instead of reporting it.
        onBroken(cause instanceof Error ? cause.message : String(cause));
        throw cause;
      }
      at += bytes.length;
    };
    await feed(emit, signal);
  });
  const player = flvjs.createPlayer({ type: 'flv', url: '/' }, { customLoader, lazyLoad: false });
  player.on(flvjs.Events.ERROR, (type: string, detail: string, info: { msg?: string }) => {
    if (type !== flvjs.ErrorTypes.NETWORK_ERROR) onBroken(info.msg ?? detail);
  });
  const onError = () => onBroken(video.error?.message || 'the media element reports an error');
  video.addEventListener('error', onError, { signal: unlisten.signal });
  player.attachMediaElement(video);
  leaveSeeking(player, video);
  for (const event of ['progress', 'stalled']) {
    // These come after flv.js's own, which was the first to listen.
    video.addEventListener(event, onMove, { signal: unlisten.signal });
  }
  player.load();
  onMove();

  return {
    get baseMs() {
      return timelineBaseMs(player);
    },
    destroy() {
      unlisten.abort();
      player.destroy();
    },
  };
}
