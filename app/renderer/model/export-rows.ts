import { toSeeklabError } from '../../contract/errors.ts';
import type { LogEntry } from '../../contract/log.ts';
import { MARK_BOUNDS } from '../../contract/marks.ts';
import type { EvidenceRow } from '../../report/evidence.ts';
import type { ReportFormat } from '../../report/index.ts';
import { pictureAsDataUri } from './picture-as-data-uri.ts';
import { playback } from './playback.ts';
import { playbackStore, workbenchStore } from './stores.ts';

export type ExportFormat = ReportFormat | 'markdown';

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
  spec: { extension: 'spec.ts', mediaType: 'text/plain' },
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

/** A file may well be larger; a picture that has more in it is made smaller. */
const MAX_PICTURE_TEXT = 8_000_000;

function takePicture({ seek }: Extract<LogEntry, { kind: 'seek' }>): string | null {
  const video = playback.pictureOf(seek);
  return video && pictureAsDataUri(video, MAX_PICTURE_TEXT);
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
