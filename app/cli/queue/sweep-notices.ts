import type { SeeklabError } from '../../contract/seeklab-error.ts';
import { safeText } from '../safe-text.ts';

/** So long nobody takes a shard before it is said. */
const NOBODY_AFTER_MS = 10_000;
/** Workers that were told of. */
const MAX_TOLD = 1000;

/** What is said on standard error of a sweep that is shared out. */
export interface SweepNotices {
  taken(): void;
  gaveBack(worker: string, why: SeeklabError): void;
  lost(address: string): void;
  back(): void;
  end(): void;
}

export function createSweepNotices(): SweepNotices {
  const told = new Set<string>();
  const timer = setTimeout(() => {
    say('No worker has taken a shard yet: start seeklab worker --queue with the same Redis.');
  }, NOBODY_AFTER_MS);
  return {
    taken: () => clearTimeout(timer),
    gaveBack(worker, { code, message, fix }) {
      const text = `${worker} gave a shard back: ${code}: ${message} ${fix}`;
      if (told.has(text) || told.size >= MAX_TOLD) return;
      told.add(text);
      say(text);
    },
    lost: (address) => say(`The queue at ${address} is away; it is tried again.`),
    back: () => say('The queue is there again.'),
    end: () => clearTimeout(timer),
  };
}

/** On a terminal it takes the place of the progress, which comes again below. */
function say(text: string): void {
  process.stderr.write(`${process.stderr.isTTY ? '\r\x1b[K' : ''}${safeText(text)}\n`);
}
