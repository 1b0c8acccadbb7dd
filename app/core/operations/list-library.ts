import type { Handler } from '../operation.ts';

export const listLibrary: Handler<'library.list'> = ({ catalog }) => catalog.list();
