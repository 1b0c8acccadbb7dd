import type { Handler } from '../operation.ts';

export const setSettings: Handler<'settings.set'> = async ({ settings, publish }, patch) => {
  const changed = await settings.set(patch);
  publish({ event: 'settings', data: changed });
  return changed;
};
