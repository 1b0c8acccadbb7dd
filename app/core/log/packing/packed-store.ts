import type { Column } from './columns.ts';
import { type Deflater, inflate } from './deflater.ts';
import { PackReader, PackWriter } from './pack-values.ts';
import { ENTRIES_PER_PAGE, Page, readSealed } from './page.ts';

/** Names a value that is packed. A number: a hundred thousand of them are nothing to collect. */
export type PackedRef = number;

/** A page whose values are not all gone. */
interface KeptPage {
  /** As it was written; null once it is deflated. */
  open: Page | null;
  deflated: { starts: Uint32Array; bytes: Buffer } | null;
  /** How many of its values are still kept. */
  keptCount: number;
}

/** Pages that were inflated last, and are likely to be read again. */
const INFLATED_KEPT = 4;
const SPARE_KEPT = 4;
/**
 * One page after the other, with pauses: in a flood most pages are gone before it is their turn,
 * and the traffic has the processor for itself.
 */
const DEFLATE_EVERY_MS = 100;

/** How a store deflates its full pages. */
export interface Deflating {
  deflater: Deflater;
  /** Called before a page is deflated, with whom its values belong to: later it takes longer. */
  onDeflate?(owners: Iterable<number>): void;
}

/**
 * Keeps values packed on pages, and deflates full ones. As objects, a thousand exchanges are forty
 * thousand small things that the garbage collector copies again and again while it looks for what
 * is new (measured: a sixth of the time of a small exchange). Pages are used again: memory outside
 * V8's heap that comes and goes makes it collect all of the heap.
 */
export class PackedStore<T> {
  readonly #column: Column<T>;
  readonly #deflating: Deflating | null;
  readonly #writer = new PackWriter();
  readonly #pages = new Map<number, KeptPage>();
  readonly #spare: Page[] = [];
  readonly #inflated = new Map<number, Buffer>();
  readonly #full = new Set<KeptPage>();
  #timer: NodeJS.Timeout | null = null;
  #currentId = 0;
  #current: Page;
  #bytes = 0;

  /** @param deflating null keeps full pages as they are: quicker to read */
  constructor(column: Column<T>, deflating: Deflating | null) {
    this.#column = column;
    this.#deflating = deflating;
    this.#current = this.#openPage(0, 0);
  }

  /** Memory that the kept values take, bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** @param owner the number of whom it belongs to, for `Deflating.onDeflate` */
  add(value: T, owner = 0): PackedRef {
    const writer = this.#writer;
    writer.begin();
    this.#column.write(writer, value);
    const { numbers, texts } = writer;
    if (!this.#current.hasRoomFor(numbers.length, texts.length)) {
      this.#turnPage(numbers.length, texts.length);
    }
    const kept = this.#pages.get(this.#currentId);
    if (kept) kept.keptCount += 1;
    return this.#currentId * ENTRIES_PER_PAGE + this.#current.add(numbers, texts, owner);
  }

  /** @throws RangeError when it was removed */
  get(ref: PackedRef): T {
    const { numbers, texts } = this.#read(ref);
    return this.#column.read(new PackReader(numbers, texts));
  }

  /** Gives back what a value took: it must not be asked for any more. */
  remove(ref: PackedRef): void {
    const id = Math.floor(ref / ENTRIES_PER_PAGE);
    const kept = this.#pages.get(id);
    if (!kept) return;
    kept.keptCount -= 1;
    if (kept.keptCount === 0 && id !== this.#currentId) this.#drop(id, kept);
  }

  /** Deflates full pages now instead of one after the other. */
  async deflateAll(): Promise<void> {
    while (this.#full.size > 0) await this.#deflateOne();
  }

  close(): void {
    clearTimeout(this.#timer ?? undefined);
    this.#full.clear();
  }

  #read(ref: PackedRef): { numbers: Float64Array; texts: string } {
    const id = Math.floor(ref / ENTRIES_PER_PAGE);
    const entry = ref % ENTRIES_PER_PAGE;
    const kept = this.#pages.get(id);
    if (kept?.open) return kept.open.read(entry);
    if (!kept?.deflated) throw new RangeError(`nothing is packed at ${ref}`);
    const { starts, bytes } = kept.deflated;
    return readSealed(starts, this.#inflate(id, bytes), entry);
  }

  #inflate(id: number, deflated: Buffer): Buffer {
    const bytes = this.#inflated.get(id) ?? inflate(deflated);
    this.#inflated.delete(id);
    this.#inflated.set(id, bytes);
    const [oldest] = this.#inflated.keys();
    if (this.#inflated.size > INFLATED_KEPT && oldest !== undefined) this.#inflated.delete(oldest);
    return bytes;
  }

  #turnPage(numberCount: number, textLength: number): void {
    const fullId = this.#currentId;
    const full = this.#pages.get(fullId);
    this.#currentId += 1;
    this.#current = this.#openPage(numberCount, textLength);
    if (full?.keptCount === 0) this.#drop(fullId, full);
    else if (full) this.#planDeflating(full);
  }

  #openPage(numberCount: number, textLength: number): Page {
    const isUsual = this.#spare[0]?.hasRoomFor(numberCount, textLength) ?? false;
    const page = (isUsual && this.#spare.pop()) || new Page(numberCount, textLength);
    this.#pages.set(this.#currentId, { open: page, deflated: null, keptCount: 0 });
    this.#bytes += page.memoryBytes;
    return page;
  }

  #planDeflating(kept: KeptPage): void {
    if (!this.#deflating) return;
    this.#full.add(kept);
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.#deflateOne();
      for (const [next] of this.#full.entries()) return this.#planDeflating(next);
    }, DEFLATE_EVERY_MS).unref();
  }

  /** The page that has waited longest. */
  async #deflateOne(): Promise<void> {
    const [kept] = this.#full;
    const page = kept?.open;
    if (!kept || !page || !this.#deflating) return;
    this.#full.delete(kept);
    const { deflater, onDeflate } = this.#deflating;
    try {
      onDeflate?.(page.owners());
      const starts = page.starts();
      const bytes = await deflater.deflate(page.bytes());
      if (kept.keptCount === 0) return;
      kept.open = null;
      kept.deflated = { starts, bytes };
      this.#bytes += bytes.length + starts.byteLength - page.memoryBytes;
      this.#keepSpare(page);
    } catch (cause) {
      // What cannot be deflated stays as it is; that it cannot must not be lost.
      process.emitWarning(cause instanceof Error ? cause : String(cause));
    }
  }

  #drop(id: number, kept: KeptPage): void {
    this.#pages.delete(id);
    this.#inflated.delete(id);
    this.#full.delete(kept);
    if (kept.open) {
      this.#bytes -= kept.open.memoryBytes;
      this.#keepSpare(kept.open);
    }
    if (kept.deflated) {
      this.#bytes -= kept.deflated.bytes.length + kept.deflated.starts.byteLength;
    }
  }

  #keepSpare(page: Page): void {
    if (!page.isOfUsualSize || this.#spare.length >= SPARE_KEPT) return;
    page.clear();
    this.#spare.push(page);
  }
}
