import { type RefObject, useLayoutEffect, useState } from 'react';

/** The width of an element, px, as it changes. */
export const useElementWidth = (element: RefObject<Element | null>): number =>
  useElementSide(element, 'width');

/** Likewise its height. */
export const useElementHeight = (element: RefObject<Element | null>): number =>
  useElementSide(element, 'height');

function useElementSide(element: RefObject<Element | null>, side: 'width' | 'height'): number {
  const [px, setPx] = useState(0);
  useLayoutEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => setPx(entry?.contentRect[side] ?? 0));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, side]);
  return px;
}
