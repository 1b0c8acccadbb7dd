/** A text in three pieces, of which the middle one is what another text has otherwise. */
export interface DifferingPart {
  before: string;
  differing: string;
  after: string;
}

/** Cuts a text where it begins, and where it ends, to differ from another; never within a character. */
export function differingPart(text: string, other: string): DifferingPart {
  const [mine, theirs] = [[...text], [...other]];
  const shorter = Math.min(mine.length, theirs.length);
  let start = 0;
  while (start < shorter && mine[start] === theirs[start]) start += 1;
  let end = 0;
  while (end < shorter - start && mine.at(-1 - end) === theirs.at(-1 - end)) end += 1;
  const to = mine.length - end;
  return {
    before: mine.slice(0, start).join(''),
    differing: mine.slice(start, to).join(''),
    after: mine.slice(to).join(''),
  };
}
