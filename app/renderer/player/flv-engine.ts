import flvjs from 'flv.js';
import { describeError, type SeeklabError } from '../../contract/errors.ts';
import {
  canJump,
  emptied,
  flushLoneSamples,
  jump,
  pinTimeline,
  sourceBuffers,
  takeOverSeeking,
} from './flv-internals.ts';
import { createLoaderClass, type RunLoader } from './start-loader.ts';

/** flv.js writes to the console what Seeklab shows on its screen. */
flvjs.LoggingControl.applyConfig({ enableAll: false });

/** What flv.js needs to know before the first byte. */
export interface EngineOptions {
  video: HTMLVideoElement;
  /** Tracks that the browser can play; the others are left out. */
  hasVideo: boolean;
  hasAudio: boolean;
  /** The file's first media timestamp, the zero of the clock, ms. */
  baseTimestampMs: number;
  /** Emitted at byte 0 in place of the file's own head. */
  head: Uint8Array;
  run: RunLoader;
  /** The decoder or the demuxer gave up; the engine is of no more use. */
  onBroken: (error: SeeklabError) => void;
}

/** flv.js with our loader, seeking only when told. */
export interface FlvEngine {
  /**
   * Empties the buffer, runs the loader, and shows that time as soon as it is there.
   * @returns true when flv.js was started for it, false when it was running already
   */
  load(seconds: number): boolean;
  /** Is everything there that showing that time needs? */
  isBuffered(seconds: number): boolean;
  /** Shows a time that is in the buffer. */
  show(seconds: number): void;
  destroy(): void;
}

/**
 * The sound of a keyframe's place begins up to one sample after the keyframe, and browsers play
 * across such a gap. An AAC sample at 44.1 kHz is 23 ms.
 */
const SOUND_GAP_SECONDS = 0.03;

/** Media times are compared as floats: half a millisecond keeps the right frame. */
const HALF_MS = 0.0005;

/** Attaches flv.js to the media element. */
export function createFlvEngine(options: EngineOptions): FlvEngine {
  const { video } = options;
  const unlisten = new AbortController();
  const { signal } = unlisten;
  let hasLoaded = false;
  let wantedSeconds = 0;

  const player = flvjs.createPlayer(
    // The address is the loader's business; flv.js only wants to have one.
    { type: 'flv', url: '/', hasAudio: options.hasAudio, hasVideo: options.hasVideo },
    {
      customLoader: createLoaderClass((from, sink, aborted) => {
        const done = options.run(from, sink, aborted);
        if (from === 0) {
          sink.emit(options.head, 0);
          pinTimeline(player, options.baseTimestampMs);
        }
        return done.then(() => {
          if (!aborted.aborted) flushLoneSamples(player);
        });
      }),
      accurateSeek: true,
      lazyLoad: false,
      enableStashBuffer: false,
      enableWorker: false,
      autoCleanupSourceBuffer: true,
      autoCleanupMaxBackwardDuration: 90,
      autoCleanupMinBackwardDuration: 45,
    },
  );
  let flushing: AbortController | null = null;
  const show = (seconds: number) => {
    wantedSeconds = seconds;
    if (video.readyState > 0 && !flushing) video.currentTime = seconds + HALF_MS;
  };
  const flush = () => {
    flushing?.abort();
    const flush = new AbortController();
    flushing = flush;
    emptied(player, flush.signal).then(
      () => {
        flushing = null;
        show(wantedSeconds);
      },
      () => 'a later load empties the buffer itself',
    );
  };
  const broken = (detail: string) => options.onBroken(describeError('decode_failed', { detail }));

  /** flv.js pauses when it unloads, which nobody asked for. */
  const restart = () => {
    const wasPlaying = !video.paused;
    if (hasLoaded) player.unload();
    hasLoaded = true;
    player.load();
    if (wasPlaying) video.play().catch(() => 'a later pause or seek took its place');
  };

  player.on(flvjs.Events.ERROR, (type: string, detail: string, info: { msg?: string }) => {
    if (type !== flvjs.ErrorTypes.NETWORK_ERROR) broken(info.msg ?? detail);
  });
  video.addEventListener('error', () => broken(mediaErrorText(video.error)), { signal });
  video.addEventListener('loadedmetadata', () => show(wantedSeconds), { signal });
  player.attachMediaElement(video);
  takeOverSeeking(player, video);

  return {
    load(seconds) {
      const isCold = !hasLoaded || !canJump(player);
      if (isCold) restart();
      else jump(player, seconds);
      flush();
      show(seconds);
      return isCold;
    },
    isBuffered(seconds) {
      const { video, audio } = sourceBuffers(player);
      const isHeard = holds(audio, seconds) || holds(audio, seconds + SOUND_GAP_SECONDS);
      return (!video || holds(video, seconds)) && (!audio || isHeard) && !flushing;
    },
    show,
    destroy() {
      unlisten.abort();
      flushing?.abort();
      player.destroy();
    },
  };
}

function holds(buffer: SourceBuffer | null, seconds: number): boolean {
  const ranges = buffer?.buffered;
  for (let i = 0; ranges && i < ranges.length; i++) {
    if (seconds + HALF_MS >= ranges.start(i) && seconds + HALF_MS < ranges.end(i)) return true;
  }
  return false;
}

function mediaErrorText(error: MediaError | null): string {
  const names = ['unknown', 'aborted', 'network', 'decode', 'source not supported'];
  return `${names[error?.code ?? 0] ?? 'unknown'} error${error?.message ? `: ${error.message}` : ''}`;
}
