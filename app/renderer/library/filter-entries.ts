import type { LibraryEntry } from '../../contract/video.ts';

/** The entries whose name holds every word of the filter, in any order. */
export function filterEntries(entries: readonly LibraryEntry[], filter: string): LibraryEntry[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ name }) => {
    const lower = name.toLowerCase();
    return words.every((word) => lower.includes(word));
  });
}

/** A name's folder, with its slash, and the rest. */
export function splitName(name: string): { folder: string; file: string } {
  const slash = name.lastIndexOf('/') + 1;
  return { folder: name.slice(0, slash), file: name.slice(slash) };
}
