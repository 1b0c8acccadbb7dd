import { resolve } from 'node:path';
import type { HandlersOf } from '../operation.ts';

/** What changes is told by event too. */
export const sweepHandlers: HandlersOf<'sweeps'> = {
  'sweeps.list': ({ sweeps }) => sweeps.list(),
  'sweeps.count': ({ sweeps }, ground, { signal }) => sweeps.count(ground, signal),
  'sweeps.start': ({ sweeps }, order) => sweeps.start(order),
  'sweeps.pause': ({ sweeps }, { id }) => sweeps.pause(id),
  'sweeps.resume': ({ sweeps }, { id }) => sweeps.resume(id),
  'sweeps.cancel': ({ sweeps }, { id }) => sweeps.cancel(id),
  async 'sweeps.forget'({ sweeps }, { id }) {
    await sweeps.forget(id);
    return sweeps.list();
  },
  'sweeps.watch': ({ sweeps }, { id }, { onProgress, signal }) =>
    sweeps.watch(id, onProgress, signal),
  'sweeps.page': ({ sweeps }, { id, filter, sort, from, count }) =>
    sweeps.resultsOf(id).page({ filter, sort }, from, count),
  'sweeps.result': ({ sweeps }, { id, number }) => sweeps.resultsOf(id).read(number),
  'sweeps.strip': ({ sweeps }, { id, filter, edges }) => sweeps.resultsOf(id).strip(filter, edges),
  'sweeps.times': ({ sweeps }, { id, filter }) => sweeps.resultsOf(id).times(filter),
  async 'sweeps.upload'({ sweeps: { uploads } }, { upload, fileName, piece }, { caller }) {
    const id = upload ?? (await uploads.begin(fileName, caller));
    await uploads.add(id, Buffer.from(piece, 'base64'));
    return { upload: id };
  },
  'sweeps.load': ({ sweeps }, { upload }) => sweeps.load(upload),
  'sweeps.write': ({ sweeps }, { id, format, path }) =>
    sweeps.write(id, format, path === null ? null : resolve(path)),
};
