/** Something that the palette can do, by its name. */
export interface PaletteItem {
  id: string;
  label: string;
  /** What kind of thing it is, in faint letters. */
  kind: string;
  /** Its keys, where it has some. */
  keys: readonly string[];
  run: () => void;
}

/** More than these are not listed: one more letter finds them. */
export const ITEMS_SHOWN = 50;

/**
 * The items whose name or kind holds every word that was typed: names that begin with it first, then
 * those with a word that does, each in the given order.
 */
export function findItems(items: readonly PaletteItem[], typed: string): PaletteItem[] {
  const query = typed.trim().toLowerCase();
  if (query === '') return [...items];
  const words = query.split(/\s+/);
  const ranked: PaletteItem[][] = [[], [], []];
  for (const item of items) {
    const label = item.label.toLowerCase();
    const all = `${label} ${item.kind.toLowerCase()}`;
    if (!words.every((word) => all.includes(word))) continue;
    const rank = label.startsWith(query) ? 0 : label.includes(` ${query}`) ? 1 : 2;
    ranked[rank]?.push(item);
  }
  return ranked.flat();
}
