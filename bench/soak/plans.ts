import { CONTENT_BYTES } from './content.ts';
import type { StorageNodes } from './storage-nodes.ts';

/** One request of the soak, and the only way in which it may end. */
export interface SeekPlan {
  kind: string;
  method: 'GET' | 'HEAD';
  start: number;
  /** What X-REPROXY-URL will say. */
  urls: string[];
  /** The client closes after that many body bytes; null: it reads to the end. */
  abortAfter: number | null;
  /**
   * `whole`: 200 and every byte. `cut`: 200, then the connection is cut; what came is right. A
   * number: an answer with that status and no prefix.
   */
  mustEnd: 'whole' | 'cut' | 416 | 502 | 503;
}

type Maker = (random: () => number, nodes: StorageNodes) => Omit<SeekPlan, 'kind'>;

const MOST_BODY_BYTES = 2 ** 20;

/** Mostly near the end, where bodies are small; sometimes all of the file. */
function anyStart(random: () => number): number {
  if (random() < 0.02) return 1;
  return CONTENT_BYTES - 1 - Math.floor(random() ** 3 * MOST_BODY_BYTES);
}

const get = { method: 'GET', abortAfter: null, mustEnd: 'whole' } as const;
const url = (node: string, path: string) => `http://${node}/${path}`;

/** How many of the body's bytes come before a cut: some, and never all of them. */
function someOf(random: () => number, start: number): number {
  return Math.floor(random() * (CONTENT_BYTES - start));
}

/** Every kind with its share of the requests. */
const makers: Readonly<Record<string, { share: number; make: Maker }>> = {
  seek: {
    share: 40,
    make: (random, { lasting }) => ({
      ...get,
      start: anyStart(random),
      urls: [url(lasting, 'good')],
    }),
  },
  'seek while a node dies': {
    share: 20,
    make: (random, { mortal, lasting }) => ({
      ...get,
      start: anyStart(random),
      urls: [url(mortal, 'good'), url(lasting, 'good')],
    }),
  },
  'storage cuts, the next goes on': {
    share: 10,
    make: (random, { lasting }) => {
      const start = anyStart(random);
      const how = random() < 0.5 ? 'cut' : 'reset';
      const after = someOf(random, start);
      return { ...get, start, urls: [url(lasting, `${how}/${after}`), url(lasting, 'good')] };
    },
  },
  'storage cuts, none goes on': {
    share: 5,
    make: (random, { lasting }) => {
      // At least one byte before the cut: without any, nothing was begun that could be cut.
      const start = CONTENT_BYTES - 100_000;
      const after = 1 + someOf(random, start + 2);
      return { ...get, mustEnd: 'cut', start, urls: [url(lasting, `cut/${after}`)] };
    },
  },
  'client goes away': {
    share: 10,
    make: (random, { lasting }) => {
      const start = anyStart(random);
      return { ...get, start, abortAfter: someOf(random, start), urls: [url(lasting, 'good')] };
    },
  },
  'first storage hangs': {
    share: 2,
    make: (random, { lasting }) => ({
      ...get,
      start: anyStart(random),
      urls: [url(lasting, 'hang'), url(lasting, 'good')],
    }),
  },
  'first storage has no file': {
    share: 4,
    make: (random, { lasting }) => ({
      ...get,
      start: anyStart(random),
      urls: [url(lasting, 'missing'), url(lasting, 'good')],
    }),
  },
  'storage ignores Range': {
    share: 3,
    make: (random, { lasting }) => ({
      ...get,
      mustEnd: 502,
      start: anyStart(random),
      urls: [url(lasting, 'norange')],
    }),
  },
  'no storage has the file': {
    share: 2,
    make: (random, { lasting }) => ({
      ...get,
      mustEnd: 503,
      start: anyStart(random),
      urls: [url(lasting, 'missing'), url(lasting, 'missing')],
    }),
  },
  'start beyond the end': {
    share: 2,
    make: (_random, { lasting }) => ({
      ...get,
      mustEnd: 416,
      start: CONTENT_BYTES,
      urls: [url(lasting, 'good')],
    }),
  },
  HEAD: {
    share: 2,
    make: (random, { lasting }) => ({
      ...get,
      method: 'HEAD',
      start: anyStart(random),
      urls: [url(lasting, 'good')],
    }),
  },
};

const allShares = Object.values(makers).reduce((sum, { share }) => sum + share, 0);

/** Draws the next request. */
export function drawPlan(random: () => number, nodes: StorageNodes): SeekPlan {
  let left = random() * allShares;
  for (const [kind, { share, make }] of Object.entries(makers)) {
    left -= share;
    if (left < 0) return { kind, ...make(random, nodes) };
  }
  throw new Error('the shares do not add up');
}
