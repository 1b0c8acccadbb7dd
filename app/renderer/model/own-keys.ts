import { keysInUse, type OwnKeys } from '../../contract/command-keys.ts';
import { type CommandId, commandTexts } from '../../contract/commands.ts';

/** What is written with these, or done with the page, stays the browser's. */
const browserKeys = [
  'Mod+C',
  'Mod+V',
  'Mod+X',
  'Mod+A',
  'Mod+Z',
  'Mod+T',
  'Mod+N',
  'Mod+W',
  'Mod+Q',
];
const reserved = new Map([
  ['Tab', 'Tab goes from control to control.'],
  ['Shift+Tab', 'Tab goes from control to control.'],
  ['Enter', 'Enter presses the button that has the focus.'],
  ['Escape', 'Escape leaves what is open.'],
  ...browserKeys.map((key) => [key, 'The browser keeps this key to itself.'] as const),
]);

/** Why no command can have this key; null when one can. */
export const keyRefusal = (key: string): string | null => reserved.get(key) ?? null;

/** The other command that has this key now. */
export function ownerOf(
  own: OwnKeys,
  key: string,
  id: CommandId,
): (typeof commandTexts)[number] | null {
  const keys = keysInUse(own);
  const owner = commandTexts.find((each) => each.id !== id && keys.get(each.id)?.includes(key));
  return owner ?? null;
}

/** The command has this key alone from now on, or none; another one loses it. */
export function withKey(own: OwnKeys, id: CommandId, key: string | null): OwnKeys {
  const owner = key === null ? null : ownerOf(own, key, id);
  const rest = owner ? (keysInUse(own).get(owner.id) ?? []).filter((each) => each !== key) : [];
  return { ...own, ...(owner && { [owner.id]: rest }), [id]: key === null ? [] : [key] };
}

/** The command has the keys of the table again, but those that another one was given. */
export function withoutOwn(own: OwnKeys, id: CommandId): OwnKeys {
  const { [id]: _, ...others } = own;
  return others;
}
