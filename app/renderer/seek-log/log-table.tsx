import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { formatClock } from '../../seek/format.ts';
import { cx } from '../design/cx.ts';
import { VisuallyHidden } from '../design/visually-hidden.tsx';
import { chosenRow, countVideos, hasLongNumbers, type LogRow } from '../model/log-rows.ts';
import { chooseRow } from '../model/log-selection.ts';
import { viewStore } from '../model/stores.ts';
import { type LogCells, logCells } from './log-cells.ts';
import css from './log-table.module.css';

const ROW_PX = 25;

interface Column {
  key: Exclude<keyof LogCells, 'state'>;
  name: string;
  title: string;
  isNumber: boolean;
}

const column = (key: Column['key'], name: string, title: string, isNumber = true): Column => ({
  key,
  name,
  title,
  isNumber,
});

const columns: readonly Column[] = [
  column('name', '#', 'Number of the seek on this page; r: a request of somebody else'),
  column('video', 'Video', 'The video that was sought in', false),
  column('asked', 'Asked', 'Time, @byte offset, #keyframe, or the request', false),
  column('start', 'Start', 'The byte offset in ?start='),
  column('landed', 'Landed', 'Time of the first tag after the prefix, player’s clock'),
  column('played', 'Played', 'Time of the picture that was shown, player’s clock'),
  column('error', 'Error', 'Played less asked; for a byte, less the next keyframe of the index'),
  column('status', 'Status', 'Status that the client got'),
  column('firstByte', 'First byte', 'Seeks: page’s clock. Stray: reproxy’s clock'),
  column('picture', 'Picture', 'From asking to the first picture, page’s clock'),
  column(
    'source',
    'Source',
    'Network or buffer; raw: assistance was off. For stray requests the client',
    false,
  ),
];

const columnsOfOneVideo = columns.filter(({ key }) => key !== 'video');

const emptyInStray = new Set<Column['key']>(['video', 'start', 'landed', 'played', 'error']);

/** A stray request says it all in its address, which takes the place of what it lacks. */
function columnsOf(
  { kind }: LogRow,
  columns: readonly Column[],
): readonly (Column & { span?: number })[] {
  if (kind === 'seek') return columns;
  const filled = columns.filter(({ key }) => !emptyInStray.has(key));
  const span = 1 + columns.length - filled.length;
  return filled.map((column) => (column.key === 'asked' ? { ...column, span } : column));
}

/** The rows of the log; only those in sight exist. Follows the newest until a row is chosen. */
export function LogTable({ rows }: { rows: readonly LogRow[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const rowId = useStore(viewStore, (state) => state.rowId);
  const chosen = chosenRow(rows, rowId);
  const chosenIndex = chosen ? rows.indexOf(chosen) : -1;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    // The header stands inside the scroller, above the first row, and stays in sight.
    scrollMargin: ROW_PX,
    scrollPaddingStart: ROW_PX,
  });
  useEffect(() => {
    if (chosenIndex >= 0) virtualizer.scrollToIndex(chosenIndex);
  }, [virtualizer, chosenIndex]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') viewStore.setState({ narrowPane: 'inspector' });
  };
  const isOneVideo = countVideos(rows) <= 1;
  const shownColumns = isOneVideo ? columnsOfOneVideo : columns;
  const items = virtualizer.getVirtualItems();
  const above = (items[0]?.start ?? ROW_PX) - ROW_PX;
  const below = virtualizer.getTotalSize() - ((items.at(-1)?.end ?? ROW_PX) - ROW_PX);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys work in the whole window; Enter opens the row.
    <div
      ref={scroller}
      className={css.scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must take the focus to be scrolled by keys.
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {/* Padding stands for the rows out of sight. */}
      <div style={{ paddingTop: above, paddingBottom: below }}>
        <table
          className={cx(
            css.table,
            !isOneVideo && css.withVideos,
            hasLongNumbers(rows) && css.withLongNumbers,
          )}
          aria-label="Seek log"
          aria-rowcount={rows.length + 1}
        >
          <thead>
            <tr aria-rowindex={1}>
              {shownColumns.map(({ key, name, title, isNumber }) => (
                <th
                  key={key}
                  data-column={key}
                  scope="col"
                  title={title}
                  className={cx(isNumber && css.number)}
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map(({ index }) => {
              const row = rows[index];
              return (
                row && (
                  <Row
                    key={row.id}
                    row={row}
                    columns={shownColumns}
                    index={index}
                    isChosen={index === chosenIndex}
                  />
                )
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

const spokenStates = { running: 'running', fine: '', replaced: 'replaced', failed: 'failed' };

interface RowProps {
  row: LogRow;
  columns: readonly Column[];
  index: number;
  isChosen: boolean;
}

function Row({ row, columns, index, isChosen }: RowProps) {
  const cells = logCells(row);
  const choose = () => chooseRow(row.id);
  return (
    <tr
      className={cx(css.row, css[cells.state])}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      title={formatClock(row.atEpochMs)}
      onClick={choose}
      onDoubleClick={() => viewStore.setState({ narrowPane: 'inspector' })}
    >
      {columnsOf(row, columns).map(({ key, isNumber, span }) => (
        <td key={key} colSpan={span} className={cx(isNumber && css.number, css[key])}>
          {cells[key]}
          {key === 'name' && <VisuallyHidden> {spokenStates[cells.state]}</VisuallyHidden>}
        </td>
      ))}
    </tr>
  );
}
