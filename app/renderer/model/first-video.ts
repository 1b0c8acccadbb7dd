import type { WorkbenchState } from './stores.ts';

/**
 * The video that is opened without being asked for. A newcomer sees a picture at once; who brought videos
 * of their own, or an application that knows nothing of our sample, chooses one.
 */
export function firstVideo({
  library,
  system,
}: Pick<WorkbenchState, 'library' | 'system'>): string | null {
  if (library === null || system?.application.isEmbedded !== true) return null;
  const sample = library.find(({ name }) => name === 'sample.flv');
  const isAlone = library.every(({ origin }) => origin === 'sample');
  return sample && isAlone ? sample.name : null;
}
