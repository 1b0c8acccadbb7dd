import css from './keys.module.css';

const isMac = /mac/i.test(navigator.platform);

const symbols: Readonly<Record<string, string>> = {
  Mod: isMac ? '⌘' : 'Ctrl',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
};

/** Draws a shortcut such as `Shift+ArrowLeft` as key caps. */
export function Keys({ keys }: { keys: string }) {
  // A lone `+` is a key of its own.
  const parts = keys.length === 1 ? [keys] : keys.split('+');
  return (
    <span className={css.keys}>
      {parts.map((part) => (
        <kbd key={part} className={css.key}>
          {symbols[part] ?? (part.length === 1 ? part.toUpperCase() : part)}
        </kbd>
      ))}
    </span>
  );
}
