import { setTimeout as pause } from 'node:timers/promises';
import type { Exchange } from '../../contract/exchange.ts';
import { createByteRate } from './byte-rate.ts';

/** A seek has the line to itself for this long after it began, and after its first byte; ms. */
const SEEK_MS = 300;
/** A player that takes this share of what the line was seen to give is waiting for bytes. */
const BUSY_SHARE = 0.3;
/** Who has waited for so long is let through, ms ... */
const PATIENCE_MS = 3000;
/** ... for this time: it shows what the line gives, or that it gives no more; ms. */
const TRIAL_MS = 500;
const LOOK_EVERY_MS = 50;
/** What the line gave once counts half after this time, ms. */
const HALF_LIFE_MS = 30_000;

/** Lets players go before reading that nobody waits for. */
export interface RightOfWay {
  /** Must our own reading stop and let a player's bytes pass? */
  readonly isTaken: boolean;
  /**
   * Resolves when no player needs the line, after 3 s in any case.
   * @throws the signal's reason
   */
  whenFree(signal?: AbortSignal): Promise<void>;
  /** Our own reading got so many bytes. */
  onOwnBytes(count: number): void;
  /** A player's exchange began, or has changed. */
  onExchange(exchange: Exchange): void;
}

/**
 * Watches the exchanges of players. One that only fills up its buffer while it plays leaves room;
 * one that takes as much as it can, as after a seek, does not.
 * @param now monotonic clock, ms
 */
export function createRightOfWay(now: () => number = () => performance.now()): RightOfWay {
  const players = createByteRate();
  const all = createByteRate();
  /** Bytes that each running exchange had when it was last heard of. */
  const seen = new Map<string, number>();
  let peak = { rate: 0, atMs: 0 };
  let soughtAtMs = Number.NEGATIVE_INFINITY;
  let trialUntilMs = Number.NEGATIVE_INFINITY;

  const count = (bytes: number) => {
    const nowMs = now();
    all.add(bytes, nowMs);
    const rate = all.at(nowMs);
    const faded = peak.rate * 0.5 ** ((nowMs - peak.atMs) / HALF_LIFE_MS);
    if (rate >= faded) peak = { rate, atMs: nowMs };
  };
  const isTaken = () => {
    const nowMs = now();
    if (nowMs - soughtAtMs < SEEK_MS) return true;
    if (nowMs < trialUntilMs) return false;
    return players.at(nowMs) > peak.rate * BUSY_SHARE;
  };

  return {
    get isTaken() {
      return isTaken();
    },
    async whenFree(signal) {
      const untilMs = now() + PATIENCE_MS;
      while (isTaken()) {
        if (now() >= untilMs) {
          trialUntilMs = now() + TRIAL_MS;
          return;
        }
        await pause(LOOK_EVERY_MS, undefined, { signal });
      }
    },
    onOwnBytes: count,
    onExchange({ id, seekId, outcome, hops }) {
      if (seekId === null) return;
      const bytes = hops[0]?.responseBodyBytes ?? 0;
      const before = seen.get(id);
      if (before === undefined || (before === 0 && bytes > 0)) soughtAtMs = now();
      const added = bytes - (before ?? 0);
      if (added > 0) {
        players.add(added, now());
        count(added);
      }
      if (outcome === 'running') seen.set(id, bytes);
      else seen.delete(id);
    },
  };
}
