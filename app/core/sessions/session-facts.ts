import { join } from 'node:path';
import { z } from 'zod';
import { type SessionView, sessionView } from '../../contract/session.ts';
import { readSmallFile, replaceSmallFile } from '../small-file.ts';

const savedFacts = z.object({
  name: z.string(),
  createdAtEpochMs: z.number(),
  usedAtEpochMs: z.number(),
  rowCount: z.number().int(),
});
/** What stands in `session.json`. */
export type SavedFacts = z.infer<typeof savedFacts>;

/** Null where nothing can be read. */
export const readFacts = (dir: string) => readJson(join(dir, 'session.json'), savedFacts);
export const readView = (dir: string) => readJson(join(dir, 'view.json'), sessionView);

/** @throws SmallFileError */
export const writeFacts = (dir: string, facts: SavedFacts) =>
  writeJson(join(dir, 'session.json'), facts);
/** @throws SmallFileError */
export const writeView = (dir: string, view: SessionView) =>
  writeJson(join(dir, 'view.json'), view);

async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    return schema.parse(JSON.parse((await readSmallFile(path)) ?? ''));
  } catch {
    // None, or none of ours.
    return null;
  }
}

const writeJson = (path: string, value: unknown) =>
  replaceSmallFile(path, `${JSON.stringify(value, null, 2)}\n`, 0o600);
