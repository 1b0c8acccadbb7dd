import type { RpcEvent } from '../contract/rpc.ts';
import type { Workbench } from '../core/workbench.ts';
import type { Outbox } from './outbox.ts';

/** More changed rows at once than a page has in sight: it reads again what it shows. */
const MAX_NAMED = 200;

/** Tells a page which rows of the log changed; it reads those that it shows. @returns stops */
export function sendLogNews(log: Workbench['log'], outbox: Outbox): () => void {
  let changed: Set<number> | null = new Set();
  const make = (): RpcEvent => {
    const data = {
      counts: log.counts(),
      pinned: log.pinned(),
      changed: changed && [...changed],
    };
    changed = new Set();
    return { event: 'log', data };
  };
  return log.subscribe((number) => {
    if (number === null || (changed && changed.size >= MAX_NAMED)) changed = null;
    else changed?.add(number);
    outbox.putNews('log', make);
  });
}
