import { readFile } from 'node:fs/promises';
import { openSettingsStore } from '../settings-store.ts';

/**
 * A program of its own that changes one setting of a shared file many times, and tells how often the file
 * had another value than the one that it had put there.
 */
const [, , path = '', name = '', count = '0'] = process.argv;
const store = await openSettingsStore(path);
const valueAt = (n: number) => (name === 'volume' ? n / 1000 : n % 2 === 1);
const go = new Promise<void>((resolve) => process.once('message', () => resolve()));
await store.set({ [name]: valueAt(0) });
process.send?.('ready');
await go;
let lost = 0;
for (let n = 1; n <= Number(count); n += 1) {
  const inFile = JSON.parse(await readFile(path, 'utf8'))[name];
  if (inFile !== valueAt(n - 1)) lost += 1;
  await store.set({ [name]: valueAt(n) });
}
process.send?.({ lost });
process.disconnect();
