import type { KeyboardEvent } from 'react';

/** Escape gives the keys back to the page: in a field they are text. */
export function leaveOnEscape(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key === 'Escape') event.currentTarget.blur();
}
