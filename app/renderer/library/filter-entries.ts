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

/** `clip-2` before `clip-10`. */
const { compare } = new Intl.Collator('en', { numeric: true });
const byName = (a: LibraryEntry, b: LibraryEntry) => compare(a.name, b.name);

const groups: readonly { text: string; origins: readonly LibraryEntry['origin'][] }[] = [
  { text: 'Yours', origins: ['file', 'folder'] },
  { text: 'Targets', origins: ['target'] },
  { text: 'Your application', origins: ['application'] },
  { text: 'MogileFS', origins: ['mogile'] },
  { text: 'Samples', origins: ['sample'] },
];

/** The user's own videos first, those that ship last, with headings when there are several kinds. */
export function groupEntries(entries: readonly LibraryEntry[]): LibraryRow[] {
  const filled = groups
    .map(({ text, origins }) => ({
      text,
      members: entries.filter(({ origin }) => origins.includes(origin)),
    }))
    .filter(({ members }) => members.length > 0)
    .map(({ text, members }) => ({ text, members: members.toSorted(byName) }));
  return filled.flatMap(({ text, members }) => [
    ...(filled.length > 1 ? [{ kind: 'heading' as const, text }] : []),
    ...members.map((entry) => ({ kind: 'entry' as const, entry })),
  ]);
}

/** How much of a name's end stays in sight when there is no room for all of it. */
const END_LENGTH = 10;

/** A name's folder with its slash, the start of the file's name, and its end. */
export function splitName(name: string): { folder: string; start: string; end: string } {
  const slash = name.lastIndexOf('/') + 1;
  const cut = Math.max(slash, name.length - END_LENGTH);
  return { folder: name.slice(0, slash), start: name.slice(slash, cut), end: name.slice(cut) };
}
