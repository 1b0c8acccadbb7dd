import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SessionBounds } from '../../contract/session.ts';
import { listSegments, type Segment, segmentName } from './session-files.ts';
import { headText } from './session-line.ts';

/** What was written is asked to be on the disk so often, ms: of a power cut, no more is lost. */
const SYNC_EVERY_MS = 5000;

export interface SegmentFilesOptions {
  dir: string;
  run: number;
  bounds: Pick<SessionBounds, 'bytes' | 'segmentBytes'>;
  /** The highest number that a row has had. */
  lastNumber(): number;
  /** Files are gone that were there when this was told last: what is to stay is written again. */
  onLoss?(): void;
}

/**
 * The files of a session, as one run writes them: lines are only ever put behind others, a file that is
 * full is followed by the next, and the oldest go when there are too many bytes. Files of earlier
 * runs are not written to, so that what stands behind a torn line is never glued to it.
 */
export class SegmentFiles {
  readonly #options: SegmentFilesOptions;
  #kept: Segment[] | null = null;
  #open: { file: FileHandle; segment: Segment } | null = null;
  #nextPlace = 1;
  #syncedAtMs = 0;
  /** What is to stay was last written from here on. */
  #staysFrom = 0;

  constructor(options: SegmentFilesOptions) {
    this.#options = options;
  }

  /**
   * Appends whole lines.
   * @throws what the disk says; then the next ones go into a new file
   */
  async append(text: string): Promise<void> {
    try {
      const { file, segment } = await this.#opened();
      const bytes = Buffer.from(text);
      await file.appendFile(bytes);
      segment.bytes += bytes.length;
      await this.#syncNowAndThen(file);
      if (segment.bytes >= this.#options.bounds.segmentBytes) await this.#turn();
    } catch (error) {
      await this.#leave();
      throw error;
    }
  }

  /** What is written stands in new files, and then the old ones go. */
  async replace(write: () => Promise<void>): Promise<void> {
    const old = await this.#listed();
    await this.#turn();
    this.#kept = [];
    try {
      await write();
      // Where nothing is left, the number that rows go on from is.
      await this.#opened();
    } catch (error) {
      this.#kept.unshift(...old);
      throw error;
    }
    for (const { path } of old) await rm(path, { force: true });
  }

  async close(): Promise<void> {
    await this.#turn().catch(() => this.#leave());
  }

  async #listed(): Promise<Segment[]> {
    if (this.#kept !== null) return this.#kept;
    this.#kept = await listSegments(this.#options.dir);
    this.#nextPlace = (this.#kept.at(-1)?.place ?? 0) + 1;
    return this.#kept;
  }

  async #opened() {
    if (this.#open !== null) return this.#open;
    const { dir, run, lastNumber } = this.#options;
    const kept = await this.#listed();
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const place = this.#nextPlace;
    this.#nextPlace += 1;
    const segment = { path: join(dir, segmentName(place, run)), run, place, bytes: 0 };
    // Heads may hold what is nobody else's business.
    const file = await open(segment.path, 'ax', 0o600);
    kept.push(segment);
    this.#open = { file, segment };
    const head = headText({ run, lastNumber: lastNumber() });
    await file.appendFile(head);
    segment.bytes = head.length;
    await this.#dropOldest();
    return this.#open;
  }

  async #syncNowAndThen(file: FileHandle): Promise<void> {
    if (performance.now() - this.#syncedAtMs < SYNC_EVERY_MS) return;
    await file.datasync();
    this.#syncedAtMs = performance.now();
  }

  /** The open file is full. */
  async #turn(): Promise<void> {
    const file = this.#open?.file;
    this.#open = null;
    if (!file) return;
    try {
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  async #leave(): Promise<void> {
    const file = this.#open?.file;
    this.#open = null;
    // It failed before; whoever wrote is told of that.
    await file?.close().catch(() => undefined);
  }

  async #dropOldest(): Promise<void> {
    const kept = this.#kept ?? [];
    let total = kept.reduce((sum, { bytes }) => sum + bytes, 0);
    let lost = -1;
    while (kept.length > 1 && total > this.#options.bounds.bytes) {
      const oldest = kept.shift();
      if (!oldest) break;
      await rm(oldest.path, { force: true });
      total -= oldest.bytes;
      lost = oldest.place;
    }
    if (lost < this.#staysFrom) return;
    this.#staysFrom = kept.at(-1)?.place ?? 0;
    this.#options.onLoss?.();
  }
}
