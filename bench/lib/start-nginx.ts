import type { Processes, ServerPlan } from '../../conformance/peers/processes.ts';
import { childrenOf } from './process-stats.ts';

/** Starts an nginx. What counts of it is its one worker. */
export async function startNginx(
  processes: Processes,
  plan: ServerPlan,
): Promise<{ port: number; pid: number }> {
  const { port, pid: master } = await processes.start(plan);
  const [pid] = childrenOf(master);
  if (pid === undefined) throw new Error(`${plan.name} has no worker`);
  return { port, pid };
}
