import type { Settings } from '../../contract/settings.ts';

/** Makes the page follow the theme setting; `system` leaves it to the system. */
export function applyTheme(theme: Settings['theme']): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset.theme;
  else dataset.theme = theme;
}
