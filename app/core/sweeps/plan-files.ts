import { readFile, stat } from 'node:fs/promises';
import { CodedError } from '../../contract/errors.ts';
import type { SeekAsked } from '../../contract/seek.ts';
import { type PlaceLine, placeLines } from '../../seek/plan/ask-list.ts';
import { type GoToVideo, parseGoTo } from '../../seek/plan/go-to.ts';
import type { PlanPart } from '../../sweep/plan/plan-part.ts';
import { reasonOf } from '../library/open-source.ts';

/** A million places and more. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** The lines of a file that name a place each, with their numbers. */
export interface PlanFile {
  path: string;
  lines: readonly PlaceLine[];
}

/**
 * Reads the files that a plan names.
 * @param pathOf the absolute form of such a path
 * @throws CodedError `file_unreadable`
 */
export async function readPlanFiles(
  parts: readonly PlanPart[],
  pathOf: (path: string) => string,
): Promise<PlanFile[]> {
  const paths = new Set(parts.flatMap((part) => (part.kind === 'file' ? part.path : [])));
  return Promise.all([...paths].map((path) => readPlanFile(path, pathOf(path))));
}

async function readPlanFile(path: string, at: string): Promise<PlanFile> {
  const text = await readText(path, at).catch((cause: unknown) => {
    if (cause instanceof CodedError) throw cause;
    throw new CodedError('file_unreadable', { path, detail: reasonOf(cause) }, { cause });
  });
  return { path, lines: placeLines(text) };
}

async function readText(path: string, at: string): Promise<string> {
  const { size } = await stat(at);
  if (size > MAX_FILE_BYTES) {
    throw new CodedError('file_unreadable', {
      path,
      detail: `it has over ${MAX_FILE_BYTES} bytes`,
    });
  }
  return readFile(at, 'utf8');
}

/**
 * The places of a file in a video.
 * @throws CodedError `plan_line_not_understood`
 */
export function placesIn({ path, lines }: PlanFile, video: GoToVideo): SeekAsked[] {
  return lines.map(({ number, text }) => {
    const goTo = parseGoTo(text, video);
    if (goTo.isUnderstood) return goTo.asked;
    throw new CodedError('plan_line_not_understood', { path, line: number, detail: goTo.reason });
  });
}
