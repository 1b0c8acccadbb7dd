import { useEffect } from 'react';
import type { Command } from '../model/commands.ts';
import { viewStore } from '../model/stores.ts';
import { watchFocusOrigin } from './focus-origin.ts';
import { keyName } from './key-name.ts';

/** Runs commands by key and by the desktop's menu. */
export function useKeys(commands: readonly Command[]): void {
  useEffect(() => {
    const focus = watchFocusOrigin();
    const listening = new AbortController();
    const { signal } = listening;
    /** @returns whether it was a command's key */
    const run = (event: KeyboardEvent, belongsElsewhere: typeof belongsToControl) => {
      const name = keyName(event);
      const command = commands.find(({ keys }) => name !== null && keys.includes(name));
      if (!command || event.defaultPrevented || belongsElsewhere(event, command)) return false;
      event.preventDefault();
      if (!event.repeat || command.isRepeatable) command.run();
      return true;
    };
    const onKeyDown = (event: KeyboardEvent) => run(event, belongsToControl);
    /** A click on a group is no wish to walk in it: the arrows stay the player's. */
    const takeBeforeGroup = (event: KeyboardEvent) => {
      const isOurs = focus.isPointer() && isForGroup(event) && run(event, belongsToField);
      if (isOurs) event.stopPropagation();
    };
    window.addEventListener('keydown', takeBeforeGroup, { capture: true, signal });
    window.addEventListener('keydown', onKeyDown, { signal });
    return () => {
      listening.abort();
      focus.close();
    };
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
  if (belongsToField(event)) return true;
  const { target } = event;
  if (!(target instanceof Element)) return false;
  if (command.keys.includes('Space')) return target.matches('button, a, summary, [role="switch"]');
  return isForGroup(event);
}

/** All keys belong to a field that is written in, and to what lies over the rest of the window. */
function belongsToField({ target }: KeyboardEvent): boolean {
  if (viewStore.getState().isKeysOpen) return true;
  if (!(target instanceof Element)) return false;
  if (target.closest('[role="menu"], [role="dialog"]')) return true;
  return target.matches('input:not([type="range"]), select, textarea, [contenteditable]');
}

/** A key that walks in the group of controls which has the focus, or moves a slider of its own. */
function isForGroup({ key, target }: KeyboardEvent): boolean {
  const isWalking = key.startsWith('Arrow') || key === 'Home' || key === 'End';
  const groups =
    '[role="tablist"], [role="group"], [role="separator"], input[type="range"]:not(#timeline)';
  return isWalking && target instanceof Element && target.closest(groups) !== null;
}
