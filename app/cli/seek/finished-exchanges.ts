import type { Exchange } from '../../contract/exchange.ts';
import type { Workbench } from '../../core/workbench.ts';

/** An exchange ends with its connection, a moment after the seek; longer than this it hangs. */
const PATIENCE_MS = 2000;

/** Gathers the exchanges of seeks. */
export interface FinishedExchanges {
  /** Those of one seek, once they have ended. */
  of(seekId: string): Promise<Exchange[]>;
  close(): void;
}

/** Listens to the workbench from now on. */
export function gatherExchanges(workbench: Workbench): FinishedExchanges {
  const bySeek = new Map<string, Map<string, Exchange>>();
  let onChange = () => {};
  const unsubscribe = workbench.log.tap({
    onExchange(exchange) {
      if (exchange.seekId === null) return;
      const own = bySeek.get(exchange.seekId) ?? new Map<string, Exchange>();
      bySeek.set(exchange.seekId, own.set(exchange.id, exchange));
      onChange();
    },
  });
  return {
    async of(seekId) {
      const own = () => [...(bySeek.get(seekId)?.values() ?? [])];
      const hasEnded = () =>
        own().length > 0 && own().every(({ outcome }) => outcome !== 'running');
      if (!hasEnded()) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, PATIENCE_MS);
          onChange = () => {
            if (!hasEnded()) return;
            clearTimeout(timer);
            resolve();
          };
        });
      }
      const exchanges = own();
      bySeek.delete(seekId);
      return exchanges;
    },
    close: unsubscribe,
  };
}
