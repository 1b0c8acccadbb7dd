import { CodedError } from '../../contract/errors.ts';
import type { PlaybackAsk, PlaybackOutcome } from '../../contract/playback.ts';
import type { Log } from '../log/log.ts';
import { ExpectedPlayer, type PlayerLimits, type TakingPage } from './expected-player.ts';

const LIMITS: PlayerLimits = { hungAfterMs: 20_000, askLimitMs: 180_000 };

/** Where asks are left for pages that play, and pages take them. */
export interface PlayerDesk {
  /** A page will come that plays. */
  expect(): ExpectedPlayer;
  /**
   * The next ask for that player, as soon as there is one.
   * @throws CodedError `player_unknown`
   */
  take(player: string, page: TakingPage): Promise<PlaybackAsk>;
  /** @throws CodedError `player_unknown` */
  beat(player: string): void;
  /** @throws CodedError `player_unknown` */
  done(player: string, outcome: PlaybackOutcome): void;
  close(): void;
}

/** @param log tells what pages say of their seeks */
export function createPlayerDesk(log: Pick<Log, 'tap'>): PlayerDesk {
  const players = new Map<string, ExpectedPlayer>();
  const untap = log.tap({
    onSeek(seek) {
      for (const player of players.values()) player.hearSeek(seek);
    },
  });
  const heardFrom = (id: string): ExpectedPlayer => {
    const player = players.get(id);
    if (player === undefined) throw new CodedError('player_unknown');
    player.hear();
    return player;
  };
  return {
    expect() {
      const player = new ExpectedPlayer(LIMITS, () => players.delete(player.id));
      players.set(player.id, player);
      return player;
    },
    take: async (id, page) => heardFrom(id).take(page),
    beat: (id) => heardFrom(id).hear(),
    done: (id, outcome) => heardFrom(id).done(outcome),
    close() {
      untap();
      for (const player of players.values()) player.lose('Seeklab ends');
    },
  };
}
