/** What Electron calls the keys that have another name in a page. */
const electronNames: Readonly<Record<string, string>> = {
  Mod: 'CmdOrCtrl',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  '+': 'Plus',
};

/** What Electron understands; on others it refuses the whole menu. */
const known =
  /^([!-~]|F([1-9]|1\d|2[0-4])|Space|Plus|Left|Right|Up|Down|Home|End|PageUp|PageDown|Insert|Delete|Backspace|Escape|CmdOrCtrl|Alt|Shift)$/i;

/**
 * The key that stands beside a menu item. Keys with Ctrl or Command are the menu's, if a command has one;
 * all others are only shown: as accelerators they would never reach a field. macOS cannot show a key
 * without taking it, so there they are left out.
 * @param keys of a command, as the page names them
 */
export function acceleratorOf(keys: readonly string[], platform: NodeJS.Platform) {
  const own = keys.find((key) => key.startsWith('Mod+'));
  const key = own ?? keys[0];
  if (key === undefined || (own === undefined && platform === 'darwin')) return {};
  const parts = key.length === 1 ? [key] : key.split('+');
  const names = parts.map((part) => electronNames[part] ?? part.toUpperCase());
  if (!names.every((name) => known.test(name))) return {};
  const accelerator = names.join('+');
  return { accelerator, registerAccelerator: own !== undefined };
}
