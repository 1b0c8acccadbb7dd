import { BrowserWindow, nativeTheme } from 'electron';
import { type Settings, settings } from '../contract/settings.ts';
import type { Workbench } from '../core/workbench.ts';
import { backgroundColors } from './background-colors.ts';

/** Background colour for a window that is about to open. */
export function backgroundColor(): string {
  return backgroundColors[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'];
}

/** Native parts (menu, title bar, scroll bars) follow the theme of the settings. */
export async function setupTheme(workbench: Workbench): Promise<void> {
  const apply = ({ theme }: Settings) => {
    nativeTheme.themeSource = theme;
  };
  const result = await workbench.run('settings.get', {});
  if (result.ok) apply(settings.parse(result.data));
  workbench.subscribe((event) => {
    if (event.event === 'settings') apply(event.data);
  });
  nativeTheme.on('updated', () => {
    for (const window of BrowserWindow.getAllWindows()) {
      window.setBackgroundColor(backgroundColor());
    }
  });
}
