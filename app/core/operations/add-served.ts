import type { Handler } from '../operation.ts';

export const addServed: Handler<'library.add-served'> = ({ catalog }, { name }) =>
  catalog.addServed(name);
