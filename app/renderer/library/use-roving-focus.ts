import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';

interface RovingFocusOptions {
  list: RefObject<HTMLElement | null>;
  /** All names, in order. */
  names: readonly string[];
  /** Those whose rows exist now. */
  drawnNames: readonly string[];
  /** Where the focus goes first, when that row is there. */
  preferredName: string | null;
  scrollTo: (name: string) => void;
}

/**
 * One row of a virtual list takes the Tab key, and the arrow keys move on from it. A row that the
 * focus moves to may have to be scrolled into being first.
 */
export function useRovingFocus(options: RovingFocusOptions) {
  const { list, names, drawnNames, preferredName, scrollTo } = options;
  const [focusedName, setFocusedName] = useState<string | null>(null);
  const wantedName = useRef<string | null>(null);
  const isDrawn = (name: string | null) => name !== null && drawnNames.includes(name);
  const tabStop = [focusedName, preferredName].find(isDrawn) ?? drawnNames[0] ?? null;

  useEffect(() => {
    if (wantedName.current === null || tabStop !== wantedName.current) return;
    wantedName.current = null;
    list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabStop === null ? -1 : names.indexOf(tabStop);
    const moves: Record<string, number> = {
      ArrowUp: at - 1,
      ArrowDown: at + 1,
      Home: 0,
      End: names.length - 1,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const name = names[to];
    if (name === undefined) return;
    wantedName.current = name;
    setFocusedName(name);
    scrollTo(name);
  };

  return { tabStop, onKeyDown, setFocusedName };
}
