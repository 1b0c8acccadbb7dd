import { useStore } from 'zustand';
import type { ExplainedHop } from '../../../checks/explained-line.ts';
import { cx } from '../../design/cx.ts';
import { Segmented } from '../../design/segmented.tsx';
import { viewStore } from '../../model/stores.ts';
import css from './heads-bar.module.css';

/** What of the heads is shown. */
export function HeadsBar({ hops }: { hops: readonly ExplainedHop[] }) {
  const look = useStore(viewStore, (state) => state.headLook);
  return (
    <div className={css.bar}>
      <Counts hops={hops} />
      <Segmented
        label="Show heads"
        value={look}
        options={[
          { value: 'changes', text: 'Changes' },
          { value: 'all', text: 'All' },
          { value: 'raw', text: 'Raw' },
        ]}
        onChange={(headLook) => viewStore.setState({ headLook, headChange: null })}
      />
    </div>
  );
}

/** What the marks mean and how often each is there; pressed, it shows those lines alone. */
function Counts({ hops }: { hops: readonly ExplainedHop[] }) {
  const only = useStore(viewStore, (state) => state.headChange);
  const lines = hops.flatMap(({ request, response }) => [...request, ...response]);
  return (
    <ul className={css.counts} aria-label="Changes">
      {(['dropped', 'added', 'rewritten'] as const).map((change) => (
        <li key={change}>
          <button
            type="button"
            className={cx(css.count, css[change])}
            aria-pressed={only === change}
            onClick={() =>
              viewStore.setState({
                headLook: 'changes',
                headChange: only === change ? null : change,
              })
            }
          >
            {lines.filter((line) => line.change === change).length} {change}
          </button>
        </li>
      ))}
    </ul>
  );
}
