import { randomBytes } from 'node:crypto';
import { CodedError } from '../../contract/errors.ts';
import type { PlaybackAsk, PlaybackOutcome } from '../../contract/playback.ts';
import type { Seek } from '../../contract/seek.ts';

/** How long a page may be silent, and how long an ask may take. */
export interface PlayerLimits {
  /** A page that has told nothing for so long hangs. */
  hungAfterMs: number;
  /** A seek by hand waits for ever for a server that sends a byte now and then; no longer than this one. */
  askLimitMs: number;
}

/** A page that wants what is next. */
export interface TakingPage {
  /** Aborted when it does not want it any more. */
  signal?: AbortSignal;
  /** Aborted when it goes away. */
  caller?: AbortSignal;
}

/** What came of an ask. */
export interface PlayedAsk extends PlaybackOutcome {
  /** As the page told of it last; null: it told of none. */
  seek: Seek | null;
  /** Why there is no end of it; null: the page carried it out. */
  lost: string | null;
}

const NOTHING: PlaybackOutcome = { picture: null, failure: null };

/** A page that is to come, or has, and what it is asked: one thing at a time. */
export class ExpectedPlayer {
  /** What its page says who it is with. */
  readonly id = randomBytes(18).toString('base64url');
  /** Resolves when its page is there. */
  readonly arrived: Promise<void>;
  readonly #limits: PlayerLimits;
  readonly #onLost: () => void;
  #arrive: (() => void) | null = null;
  #isLost = false;
  #heardAtMs = 0;
  /** The page waits for what is next. */
  #give: ((ask: PlaybackAsk) => void) | null = null;
  #next: PlaybackAsk | null = null;
  #seekerId: string | null = null;
  #seek: Seek | null = null;
  #end: ((outcome: PlaybackOutcome, lost: string | null) => void) | null = null;

  constructor(limits: PlayerLimits, onLost: () => void) {
    this.#limits = limits;
    this.#onLost = onLost;
    this.arrived = new Promise((resolve) => {
      this.#arrive = resolve;
    });
  }

  /** Has it carried out; a page that is lost is part of what comes. */
  play(ask: PlaybackAsk): Promise<PlayedAsk> {
    this.#seekerId = ask.seekerId;
    this.#seek = null;
    return new Promise((resolve) => {
      const stop = this.#watch();
      this.#end = (outcome, lost) => {
        this.#end = null;
        stop();
        resolve({ ...outcome, seek: this.#seek, lost });
      };
      if (this.#isLost) this.#end(NOTHING, 'it was gone before it was asked');
      else if (this.#give) this.#give(ask);
      else this.#next = ask;
    });
  }

  /** Its page is not there any more; what it carries out has no end. */
  lose(reason: string): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#onLost();
    this.#end?.(NOTHING, reason);
  }

  /** The page wants what is next, and gets it as soon as there is something. */
  take({ signal, caller }: TakingPage): Promise<PlaybackAsk> {
    if (this.#arrive) {
      caller?.addEventListener('abort', () => this.lose('its page went away'), { once: true });
      this.#arrive();
      this.#arrive = null;
    }
    return new Promise((resolve, reject) => {
      this.#give = (ask) => {
        this.#give = null;
        this.#next = null;
        resolve(ask);
      };
      signal?.addEventListener('abort', () => reject(new CodedError('player_unknown')));
      if (this.#next) this.#give(this.#next);
    });
  }

  hear(): void {
    this.#heardAtMs = performance.now();
  }

  hearSeek(seek: Seek): void {
    if (this.#seekerId !== null && seek.id.startsWith(`${this.#seekerId}-`)) this.#seek = seek;
  }

  done(outcome: PlaybackOutcome): void {
    this.#end?.(outcome, null);
  }

  /** Looks now and then whether anything is heard of it. @returns ends that */
  #watch(): () => void {
    const { hungAfterMs, askLimitMs } = this.#limits;
    const begunAtMs = performance.now();
    this.#heardAtMs = begunAtMs;
    const look = () => {
      const nowMs = performance.now();
      if (nowMs - this.#heardAtMs > hungAfterMs) {
        this.lose(`its page told nothing for ${hungAfterMs} ms`);
      } else if (nowMs - begunAtMs > askLimitMs) {
        this.lose(`it came to no end within ${askLimitMs} ms`);
      }
    };
    const timer = setInterval(look, hungAfterMs / 10);
    return () => clearInterval(timer);
  }
}
