import type { Handler } from '../operation.ts';

export const librarySizes: Handler<'library.sizes'> = ({ catalog }, { names }) =>
  catalog.sizes(names);
