import type { Handler } from '../operation.ts';

export const listLibrary: Handler<'library.list'> = ({ library }) => library.list();
