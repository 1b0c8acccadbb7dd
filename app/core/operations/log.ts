import type { HandlersOf } from '../operation.ts';

export const logHandlers: HandlersOf<'log'> = {
  'log.page': ({ log }, { filter, from, count }) => log.readPage(filter, from, count),
  'log.place': ({ log }, { filter, number }) => ({ place: log.placeOf(filter, number) }),
  'log.get': ({ log }, { number }) => log.read(number),
  async 'log.clear'({ log, sessions }) {
    // Rows that are still on their way from the disk are cleared with the others.
    await sessions.settled();
    return { cleared: log.clear() };
  },
  'log.undo-clear': ({ log }) => ({ restored: log.undoClear() }),
};
