import { type CommandId, commandTexts } from './commands.ts';

/** Keys that the user gave to commands, by the command's id; a command without has those of the table. */
export type OwnKeys = Readonly<Record<string, readonly string[]>>;

/** Which keys each command has now. A key is one command's only, and what the user gave goes first. */
export function keysInUse(own: OwnKeys): ReadonlyMap<CommandId, readonly string[]> {
  const taken = new Set(commandTexts.flatMap(({ isFixed, keys }) => (isFixed ? keys : [])));
  const take = (keys: readonly string[]) => {
    const free = keys.filter((key) => !taken.has(key));
    for (const key of free) taken.add(key);
    return free;
  };
  const given = new Map<CommandId, readonly string[]>();
  for (const { id, isFixed } of commandTexts) {
    const keys = isFixed ? undefined : own[id];
    if (keys) given.set(id, take(keys));
  }
  return new Map(
    commandTexts.map(({ id, keys, isFixed }) => [
      id,
      isFixed ? keys : (given.get(id) ?? take(keys)),
    ]),
  );
}
