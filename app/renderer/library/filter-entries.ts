import type { LibraryEntry } from '../../contract/video.ts';

/** The entries whose name holds every word of the filter, in any order. */
export function filterEntries(entries: readonly LibraryEntry[], filter: string): LibraryEntry[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ name }) => {
    const lower = name.toLowerCase();
    return words.every((word) => lower.includes(word));
  });
}

/** A row of the list: an entry, or the heading of a group. */
export type LibraryRow = { kind: 'heading'; text: string } | { kind: 'entry'; entry: LibraryEntry };

/** The user's own videos first, then those that ship, with headings when there are both. */
export function groupEntries(entries: readonly LibraryEntry[]): LibraryRow[] {
  const toRow = (entry: LibraryEntry): LibraryRow => ({ kind: 'entry', entry });
  const own = entries.filter(({ origin }) => origin !== 'sample').map(toRow);
  const samples = entries.filter(({ origin }) => origin === 'sample').map(toRow);
  if (own.length === 0 || samples.length === 0) return [...own, ...samples];
  const heading = (text: string): LibraryRow => ({ kind: 'heading', text });
  return [heading('Yours'), ...own, heading('Samples'), ...samples];
}

/** How much of a name's end stays in sight when there is no room for all of it. */
const END_LENGTH = 10;

/** A name's folder with its slash, the start of the file's name, and its end. */
export function splitName(name: string): { folder: string; start: string; end: string } {
  const slash = name.lastIndexOf('/') + 1;
  const cut = Math.max(slash, name.length - END_LENGTH);
  return { folder: name.slice(0, slash), start: name.slice(slash, cut), end: name.slice(cut) };
}
