import { useEffect, useRef } from 'react';
import type { CommandId } from '../../contract/commands.ts';
import type { Command } from '../model/commands.ts';
import { viewStore } from '../model/stores.ts';
import { type FocusOrigin, watchFocusOrigin } from './focus-origin.ts';
import { keyName } from './key-name.ts';

/** Runs commands by key and by the desktop's menu. */
export function useKeys(
  commands: readonly Command[],
  keys: ReadonlyMap<CommandId, readonly string[]>,
): void {
  const focus = useRef<FocusOrigin>(null);
  // It remembers, whatever keys the commands are given meanwhile.
  useEffect(() => {
    const watching = watchFocusOrigin();
    focus.current = watching;
    return () => watching.close();
  }, []);

  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    /** @returns whether it was a command's key */
    const run = (event: KeyboardEvent, belongsElsewhere: typeof belongsToControl) => {
      const name = keyName(event);
      const command = commands.find(({ id }) => keys.get(id)?.includes(name));
      if (!command || event.defaultPrevented || belongsElsewhere(event)) return false;
      event.preventDefault();
      if (!event.repeat || command.isRepeatable) command.run();
      return true;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (!leaveField(event)) run(event, belongsToControl);
    };
    /** A click on a group is no wish to walk in it: the arrows stay the player's. */
    const takeBeforeGroup = (event: KeyboardEvent) => {
      const isPointer = focus.current?.isPointer() ?? false;
      const isOurs = isPointer && isForGroup(event) && run(event, belongsToField);
      if (isOurs) event.stopPropagation();
    };
    window.addEventListener('keydown', takeBeforeGroup, { capture: true, signal });
    window.addEventListener('keydown', onKeyDown, { signal });
    return () => listening.abort();
  }, [commands, keys]);

  useEffect(
    () =>
      window.desktop?.onMenuCommand((id) => {
        commands.find((command) => command.id === id)?.run();
      }),
    [commands],
  );
}

/**
 * Escape gives the keys back to the player, whatever field has them.
 * @returns whether it did
 */
function leaveField(event: KeyboardEvent): boolean {
  const { key, target } = event;
  if (key !== 'Escape' || event.defaultPrevented || !(target instanceof HTMLElement)) return false;
  if (isOverWindow(target) || !target.matches(`${fields}, input[type="range"]:not(#timeline)`)) {
    return false;
  }
  target.blur();
  return true;
}

/** Does the focused control need this key itself? */
function belongsToControl(event: KeyboardEvent): boolean {
  if (belongsToField(event)) return true;
  const { target } = event;
  if (!(target instanceof Element)) return false;
  if (keyName(event) === 'Space') return target.matches('button, a, summary, [role="switch"]');
  return isForGroup(event);
}

const fields = 'input:not([type="range"]), select, textarea, [contenteditable]';

/** What a field does with its text. */
const textKeys = new Set(['Mod+A', 'Mod+C', 'Mod+V', 'Mod+X', 'Mod+Y', 'Mod+Z', 'Mod+Shift+Z']);

/**
 * All keys belong to what lies over the rest of the window; those without Ctrl or Command, and those of its
 * text, to a field that is written in.
 */
function belongsToField(event: KeyboardEvent): boolean {
  const { target } = event;
  const { isKeysOpen, isPaletteOpen, isSettingsOpen } = viewStore.getState();
  if (isKeysOpen || isPaletteOpen || isSettingsOpen) return true;
  if (!(target instanceof Element)) return false;
  if (isOverWindow(target)) return true;
  const name = keyName(event);
  return target.matches(fields) && (!name.startsWith('Mod+') || textKeys.has(name));
}

const isOverWindow = (target: Element) => target.closest('[role="menu"], [role="dialog"]') !== null;

/** A key that walks in the group of controls which has the focus, or moves a slider of its own. */
function isForGroup({ key, target }: KeyboardEvent): boolean {
  const isWalking = key.startsWith('Arrow') || key === 'Home' || key === 'End';
  const groups =
    '[role="tablist"], [role="group"], [role="separator"], [role="slider"], input[type="range"]:not(#timeline)';
  return isWalking && target instanceof Element && target.closest(groups) !== null;
}
