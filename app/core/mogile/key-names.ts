import { numbered } from '../library/unique-names.ts';

/**
 * Names keys in the library. A key is its own name, so that it has one address whether or not anybody
 * has listed it; only one that a file of the user hides gets a number, as in `a (2).flv`.
 * @param taken names of the files
 * @returns keys by their names, in the keys' order
 */
export function nameKeys(
  keys: readonly string[],
  taken: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const known = new Set(keys);
  const nameOf = (key: string): string => {
    let name = key;
    for (let n = 2; isTaken(name, taken) || (n > 2 && known.has(name)); n += 1) {
      name = numbered(key, n);
    }
    return name;
  };
  return new Map(keys.map((key) => [nameOf(key), key]));
}

/** Files have names in NFC, and are found by any form of them. */
function isTaken(name: string, taken: ReadonlySet<string>): boolean {
  return taken.has(name.normalize('NFC'));
}

/** The key that goes by such a number when a file hides it; null for any other name. */
export function hiddenKeyOf(name: string): string | null {
  const [, stem, extension = ''] = /^(.*) \((?:[2-9]|[1-9][0-9]+)\)(\.[^.]*)?$/s.exec(name) ?? [];
  return stem === undefined ? null : `${stem}${extension}`;
}
