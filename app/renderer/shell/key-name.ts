type KeyEvent = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/**
 * The name of a key stroke: `k`, `Space`, `?`, `Shift+ArrowLeft`; null with Ctrl, Alt or Meta,
 * which belong to the browser and the menu.
 */
export function keyName({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyEvent): string | null {
  if (ctrlKey || metaKey || altKey) return null;
  if (key === ' ') return 'Space';
  const isLetter = /^[a-z]$/i.test(key);
  // Signs such as ? carry their Shift already.
  if (!shiftKey || (key.length === 1 && !isLetter)) return isLetter ? key.toLowerCase() : key;
  return `Shift+${isLetter ? key.toUpperCase() : key}`;
}
