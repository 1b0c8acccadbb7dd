import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { ZodError } from 'zod';
import { CodedError } from '../../contract/errors.ts';
import {
  type SweepResult,
  type SweepSummary,
  sweepReport,
  sweepResult,
  sweepSummary,
} from '../../contract/sweep.ts';
import { reasonOf } from '../library/open-source.ts';

/** Between the summary and the results, as Seeklab writes it. */
const OPENING = ',"results":[';
/** A report that somebody wrote anew has to be read at once. */
const MAX_OTHER_BYTES = 128 * 1024 * 1024;

/** A JSON report on disk; its results are read when they are wanted. */
export interface ReadReport {
  path: string;
  summary: SweepSummary;
  /** @throws CodedError `report_unusable` */
  results(): AsyncGenerator<SweepResult>;
}

/**
 * Opens a report: one as Seeklab writes it line by line, whatever its size, any other at once.
 * @param named as the user wrote it, for messages
 * @throws CodedError `report_unusable`, `file_unreadable`
 */
export async function readReport(path: string, named: string): Promise<ReadReport> {
  try {
    const summary = await firstLine(path);
    if (summary === null) return await readAtOnce(path, named);
    return { path: named, summary: checked(summary, named), results: () => lines(path, named) };
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    throw new CodedError('file_unreadable', { path: named, detail: reasonOf(cause) }, { cause });
  }
}

/** The summary; null when the file is written in another way. */
async function firstLine(path: string): Promise<unknown> {
  const stream = createReadStream(path, { encoding: 'utf8', end: 16 * 1024 * 1024 });
  try {
    for await (const line of createInterface({
      input: stream,
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      return line.endsWith(OPENING) ? parsed(`${line.slice(0, -OPENING.length)}}`) : null;
    }
    return null;
  } finally {
    stream.destroy();
  }
}

function checked(value: unknown, path: string): SweepSummary {
  const { success, data, error } = sweepSummary.safeParse(value);
  if (success) return data;
  throw new CodedError('report_unusable', { path, detail: whyNot(error) });
}

async function* lines(path: string, named: string): AsyncGenerator<SweepResult> {
  const input = createReadStream(path, { encoding: 'utf8' });
  let number = 0;
  let isClosed = false;
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      isClosed ||= line === ']}';
      if (number === 1 || isClosed) continue;
      const { success, data, error } = sweepResult.safeParse(parsed(line.replace(/,$/, '')));
      const detail = `line ${number} is no result: ${error ? whyNot(error) : ''}`;
      if (!success) throw new CodedError('report_unusable', { path: named, detail });
      yield data;
    }
  } finally {
    input.destroy();
  }
  if (!isClosed) throw new CodedError('report_unusable', { path: named, detail: 'it breaks off' });
}

async function readAtOnce(path: string, named: string): Promise<ReadReport> {
  const { size } = await stat(path);
  if (size > MAX_OTHER_BYTES) {
    const detail = `it is not written as Seeklab does, and over ${MAX_OTHER_BYTES} bytes long`;
    throw new CodedError('report_unusable', { path: named, detail });
  }
  const { success, data, error } = sweepReport.safeParse(parsed(await readFile(path, 'utf8')));
  if (!success) throw new CodedError('report_unusable', { path: named, detail: whyNot(error) });
  const { results, ...summary } = data;
  return {
    ...{ path: named, summary },
    async *results() {
      yield* results;
    },
  };
}

/** What is no JSON is no report either. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function whyNot(error: ZodError): string {
  const [issue] = error.issues;
  const place = issue?.path.join('.') ?? '';
  return place === '' ? 'it is no such JSON' : `${place}: ${issue?.message ?? 'it is not valid'}`;
}
