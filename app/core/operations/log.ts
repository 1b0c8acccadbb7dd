import type { HandlersOf } from '../operation.ts';

export const logHandlers: HandlersOf<'log'> = {
  'log.page': ({ log }, { filter, from, count }) => log.readPage(filter, from, count),
  'log.place': ({ log }, { filter, number }) => ({ place: log.placeOf(filter, number) }),
  'log.get': ({ log }, { number }) => log.read(number),
  'log.clear': ({ log }) => ({ cleared: log.clear() }),
  'log.undo-clear': ({ log }) => ({ restored: log.undoClear() }),
};
