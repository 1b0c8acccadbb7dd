import { createContext, useContext } from 'react';
import type { Command } from '../model/commands.ts';
import type { Session } from '../model/session.ts';

interface Workbench {
  session: Session;
  commands: readonly Command[];
}

export const WorkbenchContext = createContext<Workbench | null>(null);

/** The session and the commands of this page. */
export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (workbench === null) throw new Error('useWorkbench outside of WorkbenchContext');
  return workbench;
}
