import { createContext, useContext } from 'react';
import type { Command } from '../model/commands.ts';
import type { WorkbenchClient } from '../model/workbench-client.ts';

interface Workbench {
  client: WorkbenchClient;
  commands: readonly Command[];
}

export const WorkbenchContext = createContext<Workbench | null>(null);

/** The client and the commands of this page. */
export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (workbench === null) throw new Error('useWorkbench outside of WorkbenchContext');
  return workbench;
}
