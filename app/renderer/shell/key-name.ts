type KeyEvent = Pick<
  KeyboardEvent,
  'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'getModifierState'
>;

/**
 * The name of a key stroke: `k`, `Space`, `?`, `Shift+ArrowLeft`, `Alt+ArrowLeft`, `Mod+Shift+O`, where
 * `Mod` is Ctrl or Command. Signs such as ? carry their Shift already, and their AltGr.
 */
export function keyName(event: KeyEvent): string {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  const isLetter = /^[a-z]$/i.test(key);
  const isSign = key.length === 1 && !isLetter && key !== ' ';
  const isTyped = isSign && event.getModifierState('AltGraph');
  const modifiers = [
    !isTyped && (ctrlKey || metaKey) && 'Mod',
    !isTyped && altKey && 'Alt',
    shiftKey && !isSign && 'Shift',
  ].filter((modifier) => modifier !== false);
  if (key === ' ') return [...modifiers, 'Space'].join('+');
  if (modifiers.length === 0) return isLetter ? key.toLowerCase() : key;
  return [...modifiers, isLetter ? key.toUpperCase() : key].join('+');
}
