import { useEffect, useRef } from 'react';
import { useWorkbench } from '../hooks/workbench-context.ts';

/** As many as the operation takes at once. */
const NAMES_AT_ONCE = 100;

/**
 * Looks up sizes of entries in sight that nobody knows yet, each once: a tracker is asked for
 * every single one.
 */
export function useMissingSizes(names: readonly string[]): void {
  const { client } = useWorkbench();
  const asked = useRef(new Set<string>());
  const wanted = names.filter((name) => !asked.current.has(name)).slice(0, NAMES_AT_ONCE);
  const key = wanted.join('\n');
  useEffect(() => {
    if (key === '') return;
    const batch = key.split('\n');
    for (const name of batch) asked.current.add(name);
    void client.lookUpSizes(batch);
  }, [key, client]);
}
