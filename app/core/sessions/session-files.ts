import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of a session: which time the session was open, and which one of that time. */
export interface Segment {
  path: string;
  run: number;
  /** 1, 2, 3 ... through all runs. */
  place: number;
  bytes: number;
}

const NAME = /^(\d{6})-run-(\d{4,})\.jsonl$/;

export function segmentName(place: number, run: number): string {
  return `${String(place).padStart(6, '0')}-run-${String(run).padStart(4, '0')}.jsonl`;
}

/** In the order in which they were written; none where there is no such folder. */
export async function listSegments(dir: string): Promise<Segment[]> {
  const names = await readdir(dir).catch(() => []);
  const segments: Segment[] = [];
  for (const name of names) {
    const [, place, run] = NAME.exec(name) ?? [];
    if (place === undefined || run === undefined) continue;
    const path = join(dir, name);
    const found = await stat(path).catch(() => null);
    if (!found?.isFile()) continue;
    segments.push({ path, place: Number(place), run: Number(run), bytes: found.size });
  }
  return segments.sort((a, b) => a.place - b.place);
}
