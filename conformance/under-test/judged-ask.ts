import type { LogEntry } from '../../app/contract/log.ts';
import type { Workbench } from '../../app/core/workbench.ts';

/** What a client got, and what the log says of it. */
export interface JudgedAsk {
  entry: LogEntry;
  /** Null where no whole answer came. */
  answer: { headers: Headers; body: Buffer } | null;
}

/**
 * Asks as any client would, reads what comes, and waits for the verdict.
 * @param address on the reproxy, with its query
 * @param mark of the seek; no other ask of that workbench has it
 */
export async function askJudged(
  workbench: Workbench,
  address: string,
  { mark, method = 'GET' }: { mark: string; method?: string },
): Promise<JudgedAsk> {
  let onChange = () => {};
  const stop = workbench.log.subscribe(() => onChange());
  try {
    // One that is cut short is a result like any other.
    const answer = await fetch(`${workbench.reproxyUrl}${address}&seek=${mark}`, { method })
      .then(async (response) => ({
        headers: response.headers,
        body: Buffer.from(await response.arrayBuffer()),
      }))
      .catch(() => null);
    for (;;) {
      const changed = new Promise<void>((resolve) => {
        onChange = resolve;
      });
      const { rows } = await workbench.call('log.page', { filter: 'all', from: 0, count: 500 });
      const number = rows.at(-1)?.number;
      const entry = number === undefined ? null : await workbench.call('log.get', { number });
      const isThis = entry?.exchanges.some(({ seekId }) => seekId === mark) ?? false;
      if (entry && isThis && entry.verdict !== null) return { entry, answer };
      await changed;
    }
  } finally {
    stop();
  }
}
