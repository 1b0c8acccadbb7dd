import { useEffect } from 'react';
import type { Command } from '../model/commands.ts';
import { viewStore } from '../model/stores.ts';
import { keyName } from './key-name.ts';

/** Runs commands by key and by the desktop's menu. */
export function useKeys(commands: readonly Command[]): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const name = keyName(event);
      const command = commands.find(({ keys }) => name !== null && keys.includes(name));
      if (!command || event.defaultPrevented || belongsToControl(event, command)) return;
      event.preventDefault();
      if (!event.repeat || command.isRepeatable) command.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [commands]);

  useEffect(
    () =>
      window.desktop?.onMenuCommand((menu) => {
        commands.find((command) => command.menu === menu)?.run();
      }),
    [commands],
  );
}

/** Does the focused control need this key itself? */
function belongsToControl(event: KeyboardEvent, command: Command): boolean {
  if (viewStore.getState().isKeysOpen) return true;
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[role="menu"], [role="dialog"]')) return true;
  if (target.matches('input:not([type="range"]), select, textarea, [contenteditable]')) return true;
  if (command.keys.includes('Space')) return target.matches('button, a, summary, [role="switch"]');
  const isArrow = event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End';
  return isArrow && target.closest('[role="tablist"], [role="group"], [role="separator"]') !== null;
}
