import type { Handler } from '../operation.ts';

export const addToLibrary: Handler<'library.add'> = async ({ library, publish }, { path }) => {
  await library.add(path);
  const entries = await library.list();
  publish({ event: 'library', data: entries });
  return entries;
};
