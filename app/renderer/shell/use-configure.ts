import type { SystemConfigurationPatch } from '../../contract/system.ts';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { tell } from '../model/notices.ts';

/** Changes the running system; what is refused is told. */
export function useConfigure(): (patch: SystemConfigurationPatch) => Promise<void> {
  const { client } = useWorkbench();
  return async (patch) => {
    const refusal = await client.configure(patch);
    if (refusal) tell(refusal.message);
  };
}
