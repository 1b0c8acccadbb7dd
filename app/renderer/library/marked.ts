import type { KeyboardEvent, MouseEvent } from 'react';

/** The entries of a list that something is to be done with. */
export interface Marked {
  has(name: string): boolean;
  readonly names: readonly string[];
  set(names: readonly string[]): void;
}

/**
 * Ctrl or Command marks an entry, Shift all from the last marked one on.
 * @returns whether the click was one of these
 */
export function markByClick(
  event: Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>,
  name: string,
  marked: Marked,
  names: readonly string[],
): boolean {
  if (event.ctrlKey || event.metaKey) toggle(name, marked);
  else if (event.shiftKey) marked.set(range(marked.names.at(-1) ?? name, name, names));
  else {
    if (marked.names.length > 0) marked.set([]);
    return false;
  }
  return true;
}

interface KeyParts {
  marked: Marked;
  names: readonly string[];
  onRemove: (names: readonly string[]) => void;
}

/** Ctrl+Space marks the entry that has the focus, Ctrl+A all; Escape lets go of them, Delete removes them. */
export function markByKey(
  event: KeyboardEvent,
  name: string,
  { marked, ...parts }: KeyParts,
): void {
  const isMod = event.ctrlKey || event.metaKey;
  if (event.key === 'Delete') parts.onRemove(marked.names.length > 0 ? marked.names : [name]);
  else if (event.key === ' ' && isMod) toggle(name, marked);
  else if (event.key.toLowerCase() === 'a' && isMod) marked.set(parts.names);
  else if (event.key === 'Escape' && marked.names.length > 0) marked.set([]);
  else return;
  event.preventDefault();
}

function toggle(name: string, marked: Marked): void {
  const others = marked.names.filter((each) => each !== name);
  marked.set(marked.has(name) ? others : [...others, name]);
}

/** The first one given stays the last: the next range begins there too. */
function range(from: string, to: string, names: readonly string[]): string[] {
  const [first, last] = [names.indexOf(from), names.indexOf(to)].sort((a, b) => a - b);
  const within = names.slice(Math.max(0, first ?? 0), (last ?? 0) + 1);
  return [...within.filter((name) => name !== from), ...(names.includes(from) ? [from] : [])];
}
