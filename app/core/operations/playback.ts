import type { HandlersOf } from '../operation.ts';

export const playbackHandlers: HandlersOf<'playback'> = {
  'playback.take': ({ playerDesk }, { player }, asking) => playerDesk.take(player, asking),

  'playback.beat'({ playerDesk }, { player }) {
    playerDesk.beat(player);
    return {};
  },

  'playback.done'({ playerDesk }, { player, ...outcome }) {
    playerDesk.done(player, outcome);
    return {};
  },
};
