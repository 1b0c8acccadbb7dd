import flvjs from 'flv.js';

/** So long a plain player is waited for. */
const LIMIT_MS = 1500;

/**
 * Gives bytes to a fresh flv.js as it comes, with default settings, and sees whether it shows
 * anything.
 * @returns true when the first picture (or sound) is ready; false when flv.js or the media element
 *   reports an error, or nothing happens for 1.5 s
 * @throws the signal's reason
 */
export async function tryPlainPlayer(bytes: Uint8Array, signal: AbortSignal): Promise<boolean> {
  const video = document.createElement('video');
  video.muted = true;
  const broken = new AbortController();
  const customLoader = loaderOf(bytes.slice().buffer, () => broken.abort());
  const player = flvjs.createPlayer({ type: 'flv', url: '/' }, { customLoader });
  try {
    return await new Promise<boolean>((resolve, reject) => {
      broken.signal.addEventListener('abort', () => resolve(false));
      setTimeout(() => resolve(false), LIMIT_MS);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      video.addEventListener('loadeddata', () => resolve(true));
      video.addEventListener('error', () => resolve(false));
      player.on(flvjs.Events.ERROR, () => resolve(false));
      player.attachMediaElement(video);
      player.load();
    });
  } finally {
    player.destroy();
  }
}

/**
 * Hands on the bytes at once; there are no others.
 * @param onThrow flv.js 1.6.2 throws on some damage instead of reporting it
 */
function loaderOf(bytes: ArrayBuffer, onThrow: () => void): flvjs.CustomLoaderConstructor {
  return class MemoryLoader extends flvjs.BaseLoader {
    constructor() {
      super('memory-loader');
    }

    override open(_source: flvjs.MediaSegment, range: flvjs.Range): void {
      const part = bytes.slice(range.from);
      queueMicrotask(() => {
        try {
          if (part.byteLength > 0) this.onDataArrival?.(part, range.from, part.byteLength);
          this.onComplete?.(range.from, bytes.byteLength - 1);
        } catch {
          onThrow();
        }
      });
    }

    override abort(): void {}
  };
}
