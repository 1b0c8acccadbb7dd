import { createContext, useContext } from 'react';
import { keysInUse } from '../../contract/command-keys.ts';
import type { CommandId } from '../../contract/commands.ts';

/** Which keys each command has today. */
export const CommandKeys = createContext(keysInUse({}));

/** The key that stands in a hint; undefined where there is none. */
export function useKeyOf(command: CommandId | undefined): string | undefined {
  const keys = useContext(CommandKeys);
  return command && keys.get(command)?.[0];
}
