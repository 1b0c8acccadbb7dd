import type { HandlersOf } from '../operation.ts';

/** The library tells of its changes, so the doors hear of them by event too. */
export const libraryHandlers: HandlersOf<'library'> = {
  'library.list': ({ catalog }) => catalog.list(),
  'library.add': ({ catalog }, { path }) => catalog.add(path),
  'library.remove': ({ catalog }, { names }) => ({ removed: catalog.remove(names) }),
  'library.restore': ({ catalog }, { names }) => catalog.restore(names),
  'library.skipped': ({ catalog }, { path }) => catalog.skippedIn(path),
  'library.add-served': ({ catalog }, { name }) => catalog.addServed(name),
  'library.find-keys': ({ catalog }, { prefix }) => catalog.findKeys(prefix),
  'library.sizes': ({ catalog }, { names }) => catalog.sizes(names),
};
