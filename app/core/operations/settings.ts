import type { HandlersOf } from '../operation.ts';

export const settingsHandlers: HandlersOf<'settings'> = {
  'settings.get': ({ settings }) => settings.get(),

  async 'settings.set'({ settings, changes }, patch) {
    const changed = await settings.set(patch);
    changes.tell('settings');
    return changed;
  },
};
