import { TriangleAlert } from 'lucide-react';
import { useStore } from 'zustand';
import { plural } from '../../seek/format.ts';
import { viewStore, workbenchStore } from '../model/stores.ts';
import css from './faults.module.css';

/** In the status bar whenever a fault is on; leads to the list of them. */
export function FaultsSign() {
  const faults = useStore(workbenchStore, (state) => state.faults);
  if (faults.length === 0) return null;
  return (
    <button
      type="button"
      className={css.sign}
      title={faults.map(({ text }) => text).join('\n')}
      onClick={() => viewStore.setState({ isFaultsOpen: true })}
    >
      <TriangleAlert size={13} aria-hidden />
      {plural(faults.length, 'fault')} on
    </button>
  );
}
