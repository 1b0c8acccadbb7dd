import type { Handler } from '../operation.ts';

export const addToLibrary: Handler<'library.add'> = ({ library }, { path }) => library.add(path);
