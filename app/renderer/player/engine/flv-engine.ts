import flvjs from 'flv.js';
import { describeError, type SeeklabError, toSeeklabError } from '../../../contract/errors.ts';
import { toMediaSeconds } from '../picture/media-time.ts';
import type { Playhead } from '../picture/playhead.ts';
import {
  canJump,
  emptied,
  flushLoneSamples,
  forgetEnd,
  ignoreScriptTags,
  jump,
  letGoOfBuffers,
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
  playhead: Pick<Playhead, 'moveTo' | 'noteMove'>;
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

/** flv.js with our loader, seeking only when told. Times are ms on the player's clock. */
export interface FlvEngine {
  /**
   * Empties the buffer, runs the loader, and shows that time as soon as it is there.
   * @returns true when flv.js was started for it, false when it was running already
   */
  load(timeMs: number): boolean;
  /** Is everything there that showing that time needs? */
  isBuffered(timeMs: number): boolean;
  /** Shows a time that is in the buffer. */
  show(timeMs: number): void;
  destroy(): void;
}

/**
 * The sound of a keyframe's place begins up to one sample after the keyframe, and browsers play
 * across such a gap. An AAC sample at 44.1 kHz is 23 ms.
 */
const SOUND_GAP_MS = 30;

/** Attaches flv.js to the media element. */
export function createFlvEngine(options: EngineOptions): FlvEngine {
  const { video, playhead } = options;
  const unlisten = new AbortController();
  const { signal } = unlisten;
  let hasLoaded = false;
  let wantedMs = 0;
  let durationSeconds = 0;
  let flushing: AbortController | null = null;

  const runLoader: RunLoader = async (from, sink, aborted) => {
    const done = options.run(from, sink, aborted);
    done.catch(() => 'awaited below; this is for the case that the head is not even parsed');
    if (from === 0) {
      unlessBroken(() => {
        sink.emit(options.head, 0);
        pinTimeline(player, options.baseTimestampMs);
        ignoreScriptTags(player);
      });
    }
    await done;
    if (!aborted.aborted) unlessBroken(() => flushLoneSamples(player));
  };
  const unlessBroken = (act: () => void) => {
    try {
      act();
    } catch (cause) {
      options.onBroken(toSeeklabError(cause));
      throw cause;
    }
  };
  const player = flvjs.createPlayer(
    // The address is the loader's business; flv.js only wants to have one.
    { type: 'flv', url: '/', hasAudio: options.hasAudio, hasVideo: options.hasVideo },
    {
      customLoader: createLoaderClass((from, sink, aborted) => runLoader(from, sink, aborted)),
      accurateSeek: true,
      lazyLoad: false,
      enableStashBuffer: false,
      enableWorker: false,
      autoCleanupSourceBuffer: true,
      autoCleanupMaxBackwardDuration: 90,
      autoCleanupMinBackwardDuration: 45,
    },
  );
  const show = (timeMs: number) => {
    wantedMs = timeMs;
    if (video.readyState > 0 && !flushing) playhead.moveTo(timeMs);
  };
  const showWhenEmptied = () => {
    flushing?.abort();
    const flush = new AbortController();
    flushing = flush;
    emptied(player, flush.signal).then(
      () => {
        flushing = null;
        show(wantedMs);
      },
      (cause: unknown) => {
        // A later load empties the buffer itself.
        if (!flush.signal.aborted) options.onBroken(toSeeklabError(cause));
      },
    );
  };
  const broken = (detail: string) => options.onBroken(describeError('decode_failed', { detail }));

  /** flv.js pauses when it unloads, which nobody asked for. */
  const restart = () => {
    const wasPlaying = !video.paused;
    forgetEnd(player);
    if (hasLoaded) player.unload();
    hasLoaded = true;
    player.load();
    // It sets an element that has a picture to 0.
    playhead.noteMove();
    if (wasPlaying) video.play().catch(() => 'a later pause or seek took its place');
  };

  player.on(flvjs.Events.ERROR, (type: string, detail: string, info: { msg?: string }) => {
    if (type !== flvjs.ErrorTypes.NETWORK_ERROR) broken(info.msg ?? detail);
  });
  video.addEventListener('error', () => broken(mediaErrorText(video.error)), { signal });
  const onMetadata = () => {
    durationSeconds = video.duration;
    show(wantedMs);
  };
  video.addEventListener('loadedmetadata', onMetadata, { signal });
  player.attachMediaElement(video);
  takeOverSeeking(player, video);

  return {
    load(timeMs) {
      const isCold = !hasLoaded || !canJump(player, video);
      if (isCold) restart();
      else jump(player, timeMs, durationSeconds);
      wantedMs = timeMs;
      showWhenEmptied();
      return isCold;
    },
    isBuffered(timeMs) {
      const { video, audio } = sourceBuffers(player);
      const isHeard = holds(audio, timeMs) || holds(audio, timeMs + SOUND_GAP_MS);
      return (!video || holds(video, timeMs)) && (!audio || isHeard) && !flushing;
    },
    show,
    destroy() {
      unlisten.abort();
      flushing?.abort();
      letGoOfBuffers(player);
      player.destroy();
    },
  };
}

function holds(buffer: SourceBuffer | null, timeMs: number): boolean {
  const seconds = toMediaSeconds(timeMs);
  const ranges = buffer?.buffered;
  for (let i = 0; ranges && i < ranges.length; i++) {
    if (seconds >= ranges.start(i) && seconds < ranges.end(i)) return true;
  }
  return false;
}

function mediaErrorText(error: MediaError | null): string {
  const names = ['unknown', 'aborted', 'network', 'decode', 'source not supported'];
  return `${names[error?.code ?? 0] ?? 'unknown'} error${error?.message ? `: ${error.message}` : ''}`;
}
