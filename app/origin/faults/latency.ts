import type { Socket } from 'node:net';
import type { FaultRule } from '../../faults/fault-rule.ts';
import { pause } from '../pause.ts';

/** Waits as long as the faults say, together, or until the connection is closed. */
export async function waitAsAsked(rules: readonly FaultRule[], socket: Socket): Promise<void> {
  const late = rules.filter(({ name }) => name === 'latency');
  const waitMs = late.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  if (waitMs > 0) await pause(waitMs, socket);
}
