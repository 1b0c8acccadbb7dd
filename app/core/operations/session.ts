import { resolve } from 'node:path';
import type { HandlersOf } from '../operation.ts';

export const sessionHandlers: HandlersOf<'session'> = {
  'session.list': ({ sessions }) => sessions.list(),

  async 'session.new'({ sessions }) {
    await sessions.openNew();
    return sessions.list();
  },

  async 'session.open'({ sessions }, { id }) {
    await sessions.open(id);
    await sessions.settled();
    return sessions.list();
  },

  async 'session.name'({ sessions }, { id, name }) {
    await sessions.rename(id, name);
    return sessions.list();
  },

  async 'session.delete'({ sessions }, { id }) {
    await sessions.remove(id);
    return sessions.list();
  },

  'session.export': ({ sessions }, { id, path }) =>
    sessions.exportTo(id, path === null ? null : resolve(path)),

  async 'session.import'({ sessions }, { path }) {
    const imported = await sessions.importFrom(resolve(path));
    return { ...imported, list: await sessions.list() };
  },

  async 'session.keep-view'({ sessions }, view) {
    await sessions.keepView(view);
    return {};
  },

  'session.take-view': ({ sessions }) => sessions.takeView(),
};
