import { useStore } from 'zustand';
import { type Spot, viewStore } from '../model/stores.ts';

/** What a check of that row speaks of, to be lit; null where it is of another. */
export function useSpot(row: { number: number }): Spot | null {
  const spot = useStore(viewStore, (state) => state.spot);
  return spot?.row === row.number ? spot : null;
}
