import flvjs from 'flv.js';
import { prepareLoader, reportLoaderError, setLoaderStatus } from './flv-internals.ts';

/** Where a loader's bytes go. */
export interface LoaderSink {
  /**
   * Hands whole tags on; they are parsed before this returns.
   * @param at offset of the first byte in the file; 0 only for the head
   */
  emit: (bytes: Uint8Array, at: number) => void;
}

/**
 * Fetches for a loader: resolves when the last byte was emitted, rejects when there will be no
 * more. Must take notice of the signal after every wait.
 * @param from the offset that flv.js wants
 */
export type RunLoader = (from: number, sink: LoaderSink, signal: AbortSignal) => Promise<void>;

/**
 * The class of loaders that flv.js makes anew for every seek. Stock loaders do not close what they
 * abort; six bodies left open block every further request of the page.
 */
export function createLoaderClass(run: RunLoader): flvjs.CustomLoaderConstructor {
  return class StartLoader extends flvjs.BaseLoader {
    readonly #abort = new AbortController();
    #received = 0;

    constructor() {
      super('start-loader');
      prepareLoader(this);
    }

    override open(_source: flvjs.MediaSegment, range: flvjs.Range): void {
      const { signal } = this.#abort;
      setLoaderStatus(this, flvjs.LoaderStatus.kConnecting);
      const emit = (bytes: Uint8Array, at: number) => this.#emit(bytes, at);
      run(range.from, { emit }, signal).then(
        () => this.#complete(range.from),
        (cause: unknown) => this.#fail(cause),
      );
    }

    override abort(): void {
      setLoaderStatus(this, flvjs.LoaderStatus.kIdle);
      this.#abort.abort();
    }

    override destroy(): void {
      this.abort();
      super.destroy();
    }

    #emit(bytes: Uint8Array, at: number): void {
      if (this.#abort.signal.aborted || bytes.length === 0) return;
      setLoaderStatus(this, flvjs.LoaderStatus.kBuffering);
      this.#received += bytes.length;
      this.onDataArrival(ownBuffer(bytes), at, this.#received);
    }

    #complete(from: number): void {
      if (this.#abort.signal.aborted) return;
      setLoaderStatus(this, flvjs.LoaderStatus.kComplete);
      this.onComplete(from, from + this.#received - 1);
    }

    #fail(cause: unknown): void {
      if (this.#abort.signal.aborted) return;
      setLoaderStatus(this, flvjs.LoaderStatus.kError);
      const msg = cause instanceof Error ? cause.message : String(cause);
      reportLoaderError(this, flvjs.LoaderErrors.EXCEPTION, msg);
    }
  };
}

/** flv.js keeps views of the buffer and parses all of it: it must hold these bytes only. */
function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  const { buffer } = bytes;
  const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength;
  return isWhole ? buffer : bytes.slice().buffer;
}
