import type { Handler } from '../operation.ts';

/** The library tells its listeners, so the doors hear of it by event too. */
export const addToLibrary: Handler<'library.add'> = ({ catalog }, { path }) => catalog.add(path);
