import { verdictOf } from '../checks/verdict.ts';
import { CodedError } from '../contract/errors.ts';
import type { Exchange } from '../contract/exchange.ts';
import { entryNameOf } from '../core/targets/target-name.ts';
import type { Workbench } from '../core/workbench.ts';
import { headValue, readRawHead } from '../http/raw-head.ts';
import { readRelayAsk } from '../http/relay-url.ts';
import { splitTarget } from '../http/request-target.ts';
import { readStart, streamedNameOf } from '../http/stream-url.ts';
import type { WaitOptions } from './options.ts';
import type { JudgedSeek } from './records.ts';

/** Exchanges that can be asked for; the log of the workbench keeps more, for a console. */
const MAX_EXCHANGES = 1000;
const DEFAULT_TIMEOUT_MS = 30_000;

/** What players asked of the reproxy. */
export interface PlayerSeeks {
  /** Oldest first. */
  exchanges(): Exchange[];
  /** See `Seeklab.waitForSeek`. */
  next(options: WaitOptions): Promise<JudgedSeek>;
  forget(): void;
  close(): void;
}

/** Listens to the workbench from now on. */
export function followPlayers(workbench: Workbench): PlayerSeeks {
  const byId = new Map<string, Exchange>();
  const given = new Set<string>();
  const waiting = new Set<(look: 'again' | 'closed') => void>();
  const tell = (look: 'again' | 'closed') => {
    for (const each of [...waiting]) each(look);
  };
  const untap = workbench.log.tap({
    onExchange(exchange) {
      byId.set(exchange.id, exchange);
      const [oldest] = byId.keys();
      if (byId.size > MAX_EXCHANGES && oldest !== undefined) {
        byId.delete(oldest);
        given.delete(oldest);
      }
      tell('again');
    },
  });
  const take = (options: WaitOptions) => {
    for (const exchange of byId.values()) {
      if (given.has(exchange.id) || !isWanted(exchange, options)) continue;
      given.add(exchange.id);
      return exchange;
    }
    return null;
  };

  const taken = (options: WaitOptions) =>
    new Promise<Exchange>((resolve, reject) => {
      const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
      const end = () => {
        clearTimeout(timer);
        waiting.delete(look);
      };
      const fail = (why: string) => {
        end();
        reject(new CodedError('wait_timeout', { wanted: wordsOf(options), detail: why }));
      };
      const look = (state: 'again' | 'closed') => {
        if (state === 'closed') return fail('Seeklab was closed');
        const exchange = take(options);
        if (exchange === null) return;
        end();
        resolve(exchange);
      };
      const timer = setTimeout(
        () => fail(`none ended within ${timeoutMs} ms, ${byId.size} exchanges were seen`),
        timeoutMs,
      );
      waiting.add(look);
      look('again');
    });

  return {
    exchanges: () => [...byId.values()],
    async next(options) {
      const exchange = await taken(options);
      const name = videoOf(exchange);
      // The checks need the video's index; one that cannot be read is judged without.
      if (name !== null) await workbench.call('video.open', { name }).catch(() => null);
      const checks = await workbench.judge({ seek: null, exchanges: [exchange] });
      return { seek: null, exchanges: [exchange], verdict: verdictOf(checks), checks };
    },
    forget() {
      for (const { id, outcome } of byId.values()) if (outcome !== 'running') given.add(id);
    },
    close() {
      untap();
      tell('closed');
    },
  };
}

/** Does a player seek with it? One of Seeklab's own has a mark. */
function isWanted(exchange: Exchange, { start, name }: WaitOptions): boolean {
  if (exchange.seekId !== null || exchange.outcome === 'running') return false;
  const asked = startOf(exchange);
  if (asked === null) return false;
  if (start !== undefined && asked !== String(start)) return false;
  return name === undefined || videoOf(exchange) === name;
}

/** The text of `start=`, or the first byte of a Range; null where it asks for the whole file. */
function startOf({ target, hops }: Exchange): string | null {
  const start = readStart(splitTarget(target).query);
  if (start.kind === 'invalid') return start.value;
  if (start.kind === 'valid') return start.value === '' ? '0' : start.value;
  const range = headValue(readRawHead(hops[0]?.requestHead ?? ''), 'range');
  return /^bytes=(\d+)-/.exec(range ?? '')?.[1] ?? null;
}

/** Null where the address is that of no video. */
function videoOf({ target }: Exchange): string | null {
  const ask = readRelayAsk(target);
  if (ask !== null) return entryNameOf(ask.target, ask.videoName);
  return streamedNameOf(splitTarget(target).path);
}

function wordsOf({ start, name }: WaitOptions): string {
  const from = start === undefined ? '' : ` from byte ${start}`;
  return `a seek${name === undefined ? '' : ` in ${name}`}${from}`;
}
