import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp, Crosshair } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { ResultRow, ResultSort, SweepState } from '../../contract/sweep-run.ts';
import { IconButton } from '../design/button.tsx';
import { cx } from '../design/cx.ts';
import { OutcomeMark } from '../design/outcome-mark.tsx';
import { useElementWidth } from '../hooks/use-element-width.ts';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { sweepStore } from '../model/sweep-store.ts';
import { type Column, columnsFor } from './result-columns.ts';
import css from './results-table.module.css';
import { useResultPage } from './use-result-page.ts';

const ROW_PX = 25;

/** The results of a sweep; only those in sight exist. */
export function ResultsTable({ sweep }: { sweep: SweepState }) {
  const { client } = useWorkbench();
  const { page, number, place } = useStore(sweepStore);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: page.fitting,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
    scrollMargin: ROW_PX,
    scrollPaddingStart: ROW_PX,
  });
  const items = virtualizer.getVirtualItems();
  useResultPage(sweep, items[0]?.index ?? 0, (items.at(-1)?.index ?? -1) + 1);
  useEffect(() => {
    if (place !== null) virtualizer.scrollToIndex(place);
  }, [virtualizer, place]);

  const onKeyDown = (event: KeyboardEvent) => {
    const inSight = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_PX) - 2);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: inSight, PageUp: -inSight }[event.key];
    if (event.key === 'Enter' && number !== null) void client.sweeps.seekThere(number);
    else if (step !== undefined && !event.shiftKey && !event.altKey) void client.sweeps.move(step);
    else return;
    event.preventDefault();
  };
  const columns = columnsFor(sweep, useElementWidth(scroller));
  const above = (items[0]?.start ?? ROW_PX) - ROW_PX;
  const below = virtualizer.getTotalSize() - ((items.at(-1)?.end ?? ROW_PX) - ROW_PX);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys walk in the rows; Enter seeks there.
    <div
      ref={scroller}
      className={css.scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must take the focus to be scrolled by keys.
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div style={{ paddingTop: above, paddingBottom: below }}>
        <table className={css.table} aria-label="Results" aria-rowcount={page.fitting + 1}>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((column) => (
                <Head key={column.key} column={column} />
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map(({ index }) => {
              const row = page.rows[index - page.from];
              return row ? (
                <Row
                  key={row.number}
                  {...{ row, index, sweep, columns }}
                  isChosen={row.number === number}
                />
              ) : (
                // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it is empty until it is read; nothing in it takes the focus.
                <tr key={`place ${index}`} className={css.row} aria-hidden="true">
                  <td colSpan={columns.length} />
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Head({ column }: { column: Column }) {
  const sort = useStore(sweepStore, ({ view }) => view.sort);
  const by = column.sort;
  const isBy = by !== null && sort?.by === by;
  const Direction = sort?.isDescending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={isBy ? (sort?.isDescending ? 'descending' : 'ascending') : undefined}
      className={cx(column.isNumber && css.figure)}
      style={{ width: column.widthPx ?? 'auto' }}
    >
      {by === null ? (
        column.name
      ) : (
        <button
          type="button"
          className={css.head}
          title={`${column.title}. Click: sort`}
          onClick={() => sortBy(by)}
        >
          {isBy && <Direction size={11} aria-hidden />}
          {column.name}
        </button>
      )}
    </th>
  );
}

/** Times and verdicts from the largest and worst on, the rest from the beginning; then the other way; then by number. */
function sortBy(by: ResultSort['by']): void {
  const { view } = sweepStore.getState();
  const first = by === 'firstByte' || by === 'verdict';
  const before = view.sort?.by === by ? view.sort.isDescending : null;
  const sort =
    before === null
      ? { by, isDescending: first }
      : before === first
        ? { by, isDescending: !first }
        : null;
  sweepStore.setState({ view: { ...view, sort }, place: null });
}

interface RowProps {
  row: ResultRow;
  index: number;
  sweep: SweepState;
  columns: readonly Column[];
  isChosen: boolean;
}

function Row({ row, index, sweep, columns, isChosen }: RowProps) {
  const { client } = useWorkbench();
  return (
    <tr
      className={cx(css.row, css[row.verdict.result])}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      onClick={() => void client.sweeps.choose(row.number, index)}
      onDoubleClick={() => void client.sweeps.seekThere(row.number)}
    >
      {columns.map(({ key, isNumber, textOf }) => (
        <td key={key} className={cx(isNumber && css.figure, css[key])}>
          {key === 'verdict' ? (
            <OutcomeMark outcome={row.verdict.result} />
          ) : key === 'reason' ? (
            <Why text={textOf(row, sweep)} number={isChosen ? row.number : null} />
          ) : (
            textOf(row, sweep)
          )}
        </td>
      ))}
    </tr>
  );
}

/** @param number of the chosen one, which leads to the player; null: it is not chosen */
function Why({ text, number }: { text: string; number: number | null }) {
  const { client } = useWorkbench();
  return (
    <span className={css.said}>
      <span className={css.reason} title={text}>
        {text}
      </span>
      {number !== null && (
        <IconButton
          label="Seek there"
          className={css.there}
          onClick={(event) => {
            event.stopPropagation();
            void client.sweeps.seekThere(number);
          }}
        >
          <Crosshair size={14} aria-hidden />
        </IconButton>
      )}
    </span>
  );
}
