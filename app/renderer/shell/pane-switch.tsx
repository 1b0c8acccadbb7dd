import { useStore } from 'zustand';
import { Segmented } from '../design/segmented.tsx';
import { viewStore } from '../model/stores.ts';

type Pane = 'log' | 'sweeps' | 'inspector';

const panes: readonly { value: Pane; text: string }[] = [
  { value: 'log', text: 'Seek log' },
  { value: 'sweeps', text: 'Sweeps' },
  { value: 'inspector', text: 'Inspector' },
];

/** What stands below the player; in a narrow window the inspector may, too. */
export function PaneSwitch({ isNarrow }: { isNarrow: boolean }) {
  const isSweepsOpen = useStore(viewStore, (state) => state.isSweepsOpen);
  const pane = useStore(viewStore, (state) => state.narrowPane);
  const below = isSweepsOpen ? 'sweeps' : 'log';
  return (
    <Segmented
      label="Pane"
      value={isNarrow && pane === 'inspector' ? 'inspector' : below}
      options={isNarrow ? panes : panes.slice(0, 2)}
      onChange={(value) =>
        viewStore.setState(
          value === 'inspector'
            ? { narrowPane: 'inspector' }
            : { narrowPane: 'log', isSweepsOpen: value === 'sweeps' },
        )
      }
    />
  );
}
