import type { HandlersOf } from '../operation.ts';
import type { WorkbenchParts } from '../workbench-parts.ts';

/** What changes is told by event too. */
export const faultHandlers: HandlersOf<'faults'> = {
  'faults.list': ({ faults }) => faults.list(),
  async 'faults.add'(parts, { text }) {
    const added = parts.faults.add(text);
    return { added, faults: await listedNow(parts) };
  },
  'faults.remove'(parts, { id }) {
    parts.faults.remove(id);
    return listedNow(parts);
  },
  'faults.clear'(parts) {
    parts.faults.clear();
    return listedNow(parts);
  },
};

/** Whoever asks next meets them already. */
async function listedNow({ system, faults }: WorkbenchParts) {
  await system.followFaults();
  return faults.list();
}
