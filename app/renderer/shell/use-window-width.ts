import { useSyncExternalStore } from 'react';

/** Below this the library lies over the rest instead of beside it, px. */
const DOCKED_LIBRARY_PX = 1180;
/** Below this the log and the inspector share one place, px. */
const NARROW_PX = 940;

const queries = [DOCKED_LIBRARY_PX, NARROW_PX].map((px) =>
  window.matchMedia(`(min-width: ${px}px)`),
);

function subscribe(onChange: () => void): () => void {
  for (const query of queries) query.addEventListener('change', onChange);
  return () => {
    for (const query of queries) query.removeEventListener('change', onChange);
  };
}

/** How much fits side by side. */
export function useWindowWidth(): 'wide' | 'medium' | 'narrow' {
  return useSyncExternalStore(subscribe, () => {
    const [docked, roomy] = queries;
    if (docked?.matches) return 'wide';
    return roomy?.matches ? 'medium' : 'narrow';
  });
}
