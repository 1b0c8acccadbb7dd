import type { HandlersOf } from '../operation.ts';

export const logHandlers: HandlersOf<'log'> = {
  'log.page': ({ log }, { from, count, ...view }) => log.readPage(view, from, count),
  'log.place': ({ log }, { number, ...view }) => ({ place: log.placeOf(view, number) }),
  'log.statistics': ({ log }, view) => log.statistics({ ...view, sort: null }),
  'log.get': ({ log }, { number }) => log.read(number),
  'log.mark': ({ log }, { numbers, marks }) => ({ marked: log.mark(numbers, marks) }),
  async 'log.clear'({ log, sessions }) {
    // Rows that are still on their way from the disk are cleared with the others.
    await sessions.settled();
    return { cleared: log.clear() };
  },
  'log.undo-clear': ({ log }) => ({ restored: log.undoClear() }),
};
