import type { ReplayItem, ReplaySide, ReplayState } from '../../contract/replay.ts';
import { formatAsked, formatCount, formatDuration, formatTime, plural } from '../../seek/format.ts';
import { Button } from '../design/button.tsx';
import { OutcomeMark } from '../design/outcome-mark.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import css from './replay-dialog.module.css';
import { replaySums, type Spread } from './replay-sums.ts';

interface ReplayTableProps {
  state: ReplayState;
  onClose: () => void;
}

/** What came of each, beside how it was. */
export function ReplayTable({ state, onClose }: ReplayTableProps) {
  const { items, planned, leftOut } = state;
  const { worse, better, moved, before, after } = replaySums(items);
  const hasBefore = items.some((item) => item.before !== null);
  const spread = ({ p50, p95 }: Spread) => `p50 ${formatDuration(p50)}, p95 ${formatDuration(p95)}`;
  return (
    <>
      <p role="status" className={css.sums}>
        {formatCount(items.length)} of {formatCount(planned)} done.{' '}
        {hasBefore &&
          `${formatCount(worse)} worse, ${formatCount(better)} better, ${formatCount(moved)} landed elsewhere. `}
        {before && `First byte before: ${spread(before)}. `}
        {after && `First byte now: ${spread(after)}. `}
        {leftOut > 0 &&
          `${plural(leftOut, 'row')} that no seek made, or that are gone, were left out.`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys. */}
      <div className={css.scroller} tabIndex={0}>
        <table className={css.table} aria-label="Replayed seeks">
          <thead>
            <tr>
              {['Row', 'Asked', 'Verdict', 'Landed', 'First byte', 'Both'].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Row key={item.after.number} item={item} onClose={onClose} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({ item, onClose }: { item: ReplayItem; onClose: () => void }) {
  const { compared } = useWorkbench().client;
  const { asked, before, after, changed } = item;
  const compare = () => {
    if (before === null) return;
    onClose();
    compared.compare(before.number, after.number);
  };
  return (
    <tr>
      <td>{after.number}</td>
      <td>{formatAsked(asked)}</td>
      <td
        title={changed
          .map(({ code, before: was, after: is }) => `${code}: ${was}, now ${is}`)
          .join('\n')}
      >
        {before?.verdict && <OutcomeMark outcome={before.verdict} />}
        {before && ' → '}
        {after.verdict ? <OutcomeMark outcome={after.verdict} /> : (after.error ?? '')}
      </td>
      <td>{pair(before, after, landedText)}</td>
      <td>
        {pair(before, after, ({ firstByteMs }) =>
          firstByteMs === null ? 'none' : formatDuration(firstByteMs),
        )}
      </td>
      <td>
        {before && (
          <Button
            aria-label={`Compare row ${before.number} with ${after.number}`}
            onClick={compare}
          >
            Compare
          </Button>
        )}
      </td>
    </tr>
  );
}

const landedText = ({ landed }: ReplaySide) =>
  landed === null ? 'nowhere' : landed.timeMs === null ? 'untimed' : formatTime(landed.timeMs);

/** What is the same stands once. */
function pair(before: ReplaySide | null, after: ReplaySide, text: (side: ReplaySide) => string) {
  const now = text(after);
  const was = before === null ? now : text(before);
  return was === now ? now : `${was} → ${now}`;
}
