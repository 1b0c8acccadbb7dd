import type { Log } from '../log/log.ts';

/** Checks run within a tenth of a second after a seek; behind a flood of others later. */
const PATIENCE_MS = 5000;

/** Tells when seeks have been judged, and which rows are theirs. */
export interface JudgedRows {
  /** The row of a seek, judged from now on or else after some seconds all the same; null when there is none. */
  of(seekId: string): Promise<number | null>;
  close(): void;
}

/** @param mark what the ids of these seeks begin with */
export function watchJudgedRows(log: Log, mark: string): JudgedRows {
  const numbers = new Map<string, number>();
  let onJudged: (seekId: string) => void = () => undefined;
  const close = log.tap({
    onPart(number, part) {
      if (part !== 'seek' && part !== 'checks') return;
      const seekId = log.partOf(number, part)?.seekId;
      if (!seekId?.startsWith(mark)) return;
      numbers.set(seekId, number);
      if (part === 'checks') onJudged(seekId);
    },
  });
  return {
    async of(seekId) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, PATIENCE_MS);
        onJudged = (judged) => {
          if (judged !== seekId) return;
          clearTimeout(timer);
          resolve();
        };
      });
      const number = numbers.get(seekId) ?? null;
      numbers.delete(seekId);
      return number;
    },
    close,
  };
}
