import { toSeeklabError } from '../../contract/errors.ts';
import type { LogEntry } from '../../contract/log.ts';
import { MARK_BOUNDS } from '../../contract/marks.ts';
import type { EvidenceRow } from '../../report/evidence.ts';
import { playback } from './playback.ts';
import { playbackStore, workbenchStore } from './stores.ts';

export type ExportFormat = 'html' | 'json' | 'har' | 'csv' | 'junit' | 'markdown';

/** A report, ready to be saved or copied. */
export interface ExportedFile {
  /** `seeklab-seek-12.html`. */
  readonly name: string;
  readonly mediaType: string;
  readonly text: string;
}

const files: Readonly<Record<ExportFormat, { extension: string; mediaType: string }>> = {
  html: { extension: 'html', mediaType: 'text/html' },
  json: { extension: 'json', mediaType: 'application/json' },
  har: { extension: 'har', mediaType: 'application/json' },
  csv: { extension: 'csv', mediaType: 'text/csv' },
  junit: { extension: 'xml', mediaType: 'application/xml' },
  markdown: { extension: 'md', mediaType: 'text/markdown' },
};

/**
 * Makes a report of rows of the log. The page does it, because only it has the picture.
 * @param read a row with all that is known of it
 */
export async function exportRows(
  numbers: readonly number[],
  format: ExportFormat,
  read: (number: number) => Promise<LogEntry>,
): Promise<ExportedFile> {
  const [{ evidenceOf, markdownOf, writers }, rows] = await Promise.all([
    // Nobody waits for it at the start.
    import('../../report/index.ts'),
    readRows(numbers.slice(0, MARK_BOUNDS.atOnce), read),
  ]);
  const { summary, results } = evidenceOf(rows, surroundings());
  const { extension, mediaType } = files[format];
  const name = `${nameOf(rows)}.${extension}`;
  if (format === 'markdown') {
    return { name, mediaType, text: results.map((each) => markdownOf(each, summary)).join('\n') };
  }
  const pieces: string[] = [];
  const source = async function* () {
    yield* results;
  };
  for await (const piece of writers[format](summary, source)) pieces.push(piece);
  return { name, mediaType, text: pieces.join('') };
}

async function readRows(
  numbers: readonly number[],
  read: (number: number) => Promise<LogEntry>,
): Promise<EvidenceRow[]> {
  const rows: EvidenceRow[] = [];
  for (const number of numbers) {
    const entry = await read(number).catch((thrown: unknown) => {
      // Of several, those that are left are told of.
      if (numbers.length > 1 && toSeeklabError(thrown).code === 'row_gone') return null;
      throw thrown;
    });
    if (entry === null) continue;
    rows.push({ entry, picture: entry.kind === 'seek' ? takePicture(entry) : null });
  }
  return rows;
}

/** Larger ones are made smaller: what is to be seen is which picture it is. */
const MAX_PICTURE_WIDTH = 1280;

function takePicture({ seek }: Extract<LogEntry, { kind: 'seek' }>): string | null {
  const video = playback.pictureOf(seek);
  if (video === null) return null;
  const scale = Math.min(1, MAX_PICTURE_WIDTH / video.videoWidth);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png');
}

function surroundings() {
  const { system, library, targets } = workbenchStore.getState();
  const { video } = playbackStore.getState();
  const open =
    video.phase === 'open'
      ? [
          {
            name: video.name,
            sizeBytes: video.facts.sizeBytes,
            durationMs: video.facts.durationMs,
            keyframes: video.facts.index.offsets.length,
          },
        ]
      : [];
  const listed = (library ?? []).map(({ name, sizeBytes }) => ({
    ...{ name, sizeBytes: sizeBytes ?? 0, durationMs: null, keyframes: 0 },
  }));
  return { version: system?.version ?? '', videos: [...open, ...listed], targets };
}

function nameOf(rows: readonly EvidenceRow[]): string {
  const [first] = rows;
  if (rows.length !== 1 || first === undefined) return `seeklab-${rows.length}-seeks`;
  return `seeklab-${first.entry.kind === 'seek' ? 'seek' : 'request'}-${first.entry.number}`;
}
