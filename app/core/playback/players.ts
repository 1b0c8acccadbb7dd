import { setTimeout as delay } from 'node:timers/promises';
import { toSeeklabError } from '../../contract/errors.ts';
import type { PlaybackAsk } from '../../contract/playback.ts';
import type { ExpectedPlayer, PlayedAsk } from './expected-player.ts';
import type { PlayerDesk } from './player-desk.ts';

/** A browser that is on its way takes no longer to bring its page, ms. */
const ARRIVES_WITHIN_MS = 60_000;
/** A page goes away a moment before its browser has ended, which tells more, ms. */
const ENDS_WITHIN_MS = 5000;
/** So many players may be lost; then it is no accident. */
const LOSSES_BORNE = 10;

/** A browser with a page that plays. */
export interface PlayerBrowser {
  /** Resolves when it has ended, with how it did. */
  readonly ended: Promise<string>;
  close(): Promise<void>;
}

export interface PlayersOptions {
  desk: Pick<PlayerDesk, 'expect'>;
  /** How many play at a time, each in a browser of its own. */
  count: number;
  /** @param player what the page says who it is with */
  startBrowser(player: string): Promise<PlayerBrowser>;
  /** What to throw where a browser brings no page. */
  unusable(detail: string): Error;
  lossesBorne?: number;
}

/** Browsers that play, each one ask at a time; one that is lost is followed by another. */
export interface Players {
  /** Has an ask carried out by the next one that is free. */
  play(ask: PlaybackAsk): Promise<PlayedAsk>;
  /** So many were lost that no other one is started. */
  readonly areGivenUp: boolean;
  close(): Promise<unknown>;
}

interface Running {
  player: ExpectedPlayer;
  browser: PlayerBrowser;
}

/**
 * Starts the first one, to see whether it can play; the others when they are needed.
 * @throws what `startBrowser` and `unusable` do
 */
export async function createPlayers(options: PlayersOptions): Promise<Players> {
  const { lossesBorne = LOSSES_BORNE } = options;
  const all = new Set<Running>();
  const free: (Running | null)[] = Array.from({ length: options.count }, () => null);
  let waiting: (() => void)[] = [];
  let losses = 0;
  let isClosed = false;
  let closing: Promise<unknown> | null = null;

  const start = async (): Promise<Running> => {
    const player = options.desk.expect();
    const browser = await options.startBrowser(player.id);
    const running = { player, browser };
    all.add(running);
    const detail = await Promise.race([
      player.arrived.then(() => null),
      browser.ended,
      delay(ARRIVES_WITHIN_MS, `no page came within ${ARRIVES_WITHIN_MS} ms`, { ref: false }),
    ]);
    if (detail === null && !isClosed) return running;
    await end(running, 'it brought no page');
    throw options.unusable(detail ?? 'Seeklab ends');
  };
  const end = async (running: Running, reason: string) => {
    all.delete(running);
    running.player.lose(reason);
    await running.browser.close();
  };
  /** The slot of one that is free; what stands in it may have to be started. */
  const take = async (): Promise<Running | null> => {
    for (;;) {
      const slot = free.pop();
      if (slot !== undefined) return slot;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  const giveBack = (slot: Running | null) => {
    free.push(slot);
    const told = waiting;
    waiting = [];
    for (const tell of told) tell();
  };

  free[free.length - 1] = await start();
  return {
    get areGivenUp() {
      return losses >= lossesBorne;
    },
    async play(ask) {
      let slot = await take();
      try {
        slot ??= await start();
        const { player, browser } = slot;
        const played = await player.play(ask);
        if (played.lost === null) return played;
        const how = await Promise.race([browser.ended, delay(ENDS_WITHIN_MS, null)]);
        losses += 1;
        await end(slot, played.lost);
        slot = null;
        return { ...played, lost: how ?? played.lost };
      } catch (thrown) {
        losses += 1;
        return { seek: null, picture: null, failure: toSeeklabError(thrown), lost: null };
      } finally {
        giveBack(slot);
      }
    },
    close() {
      isClosed = true;
      closing ??= Promise.all([...all].map((each) => end(each, 'the sweep is over')));
      return closing;
    },
  };
}
