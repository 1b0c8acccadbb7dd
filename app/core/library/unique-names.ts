export interface UniqueNames {
  /**
   * The name of a key. Given once it stays, also while the key is gone, so that a link to a video
   * goes on meaning that video.
   * @param wanted given as it is to the first key that wants it; later ones get `a (2).flv`
   */
  nameOf(key: string, wanted: string): string;
}

/** Gives names that are unique within one run. */
export function createUniqueNames(): UniqueNames {
  const nameByKey = new Map<string, string>();
  const taken = new Set<string>();
  /** The number to try next for a name: thousands of files may want the same. */
  const nextNumbers = new Map<string, number>();

  return {
    nameOf(key, wanted) {
      const known = nameByKey.get(key);
      if (known !== undefined) return known;
      let name = wanted;
      if (taken.has(name)) {
        let n = nextNumbers.get(wanted) ?? 2;
        do name = numbered(wanted, n++);
        while (taken.has(name));
        nextNumbers.set(wanted, n);
      }
      taken.add(name);
      nameByKey.set(key, name);
      return name;
    },
  };
}

/** `a (2).flv` */
export function numbered(name: string, n: number): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? `${name} (${n})` : `${name.slice(0, dot)} (${n})${name.slice(dot)}`;
}
