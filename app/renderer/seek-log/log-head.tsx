import { ArrowDown, ArrowUp } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { LogColumn, LogSort } from '../../contract/log.ts';
import { COLUMN_PX } from '../../contract/settings.ts';
import { cx } from '../design/cx.ts';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { viewStore, workbenchStore } from '../model/stores.ts';
import type { Column, PlacedColumn } from './columns.ts';
import css from './log-table.module.css';

/** By how much a key makes a column wider. */
const STEP_PX = 8;

interface LogHeadProps {
  columns: readonly PlacedColumn[];
  /** While one drags; null is the width that was chosen. */
  onDrag: (widths: Partial<Record<LogColumn, number>> | null) => void;
}

/** The names of the columns: each sorts, and can be made wider or narrower. */
export function LogHead({ columns, onDrag }: LogHeadProps) {
  const sort = useStore(viewStore, (state) => state.logView.sort);
  const setWidth = useSetWidth();
  /** One of them is a stop of the tab key; the arrow keys lead to the others. */
  const [stop, setStop] = useState<LogColumn>('number');
  const shown = columns.filter(({ isShown }) => isShown);
  const stopKey = shown.some(({ key }) => key === stop) ? stop : 'number';

  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>, key: LogColumn) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const cell = event.currentTarget.closest('th');
    if (event.altKey) {
      setWidth(key, (cell?.offsetWidth ?? 0) + step * STEP_PX);
      return;
    }
    const next = shown[shown.findIndex((each) => each.key === key) + step];
    if (!next) return;
    setStop(next.key);
    cell?.parentElement?.querySelector<HTMLElement>(`[data-column="${next.key}"]`)?.focus();
  };

  return (
    <tr aria-rowindex={1}>
      {columns.map((column) => (
        <th
          key={column.key}
          scope="col"
          hidden={!column.isShown}
          aria-sort={sort?.by === column.key ? sortWord(sort) : undefined}
          className={cx(column.isNumber && css.figure)}
          style={{ width: column.shownPx ?? 'auto' }}
        >
          <button
            type="button"
            className={css.head}
            data-column={column.key}
            tabIndex={column.key === stopKey ? 0 : -1}
            title={`${column.title}. Click: sort; Alt and ← or →: width`}
            onFocus={() => setStop(column.key)}
            onKeyDown={(event) => onKeyDown(event, column.key)}
            onClick={() => sortBy(column)}
          >
            {sort?.by === column.key && <Direction sort={sort} />}
            {column.name}
          </button>
          <Grip
            onMove={(px) => onDrag({ [column.key]: bounded(px) })}
            onEnd={(px) => {
              onDrag(null);
              if (px !== null) setWidth(column.key, px);
            }}
          />
        </th>
      ))}
    </tr>
  );
}

const sortWord = ({ isDescending }: LogSort) => (isDescending ? 'descending' : 'ascending');

function Direction({ sort: { isDescending } }: { sort: LogSort }) {
  const Icon = isDescending ? ArrowDown : ArrowUp;
  return <Icon size={11} aria-hidden />;
}

/** Numbers from the largest on, words from A on; then the other way; then in order of arrival. */
function sortBy({ key, isNumber }: Column): void {
  const { logView } = viewStore.getState();
  const isLargestFirst = isNumber || key === 'result';
  const before = logView.sort?.by === key ? logView.sort.isDescending : null;
  const isOver = before !== null && before !== isLargestFirst;
  const isDescending = before === null ? isLargestFirst : !isLargestFirst;
  viewStore.setState({
    logView: { ...logView, sort: isOver ? null : { by: key, isDescending } },
  });
}

function useSetWidth() {
  const { client } = useWorkbench();
  return (key: LogColumn, px: number) => {
    const { logColumns } = workbenchStore.getState().settings;
    const widths = { ...logColumns.widths, [key]: bounded(px) };
    void client.changeSettings({ logColumns: { ...logColumns, widths } });
  };
}

const bounded = (px: number) => Math.round(Math.min(Math.max(px, COLUMN_PX.least), COLUMN_PX.most));

interface GripProps {
  onMove: (px: number) => void;
  /** Null: it was not moved. */
  onEnd: (px: number | null) => void;
}

/** The right edge of a column's head; keys do the same at its name. */
function Grip({ onMove, onEnd }: GripProps) {
  const [from, setFrom] = useState<{ x: number; px: number; now: number | null } | null>(null);
  const onPointerDown = (event: PointerEvent<HTMLSpanElement>) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    const px = event.currentTarget.closest('th')?.offsetWidth ?? 0;
    setFrom({ x: event.clientX, px, now: null });
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!from) return;
    const now = from.px + event.clientX - from.x;
    setFrom({ ...from, now });
    onMove(now);
  };
  const end = () => {
    if (from) onEnd(from.now);
    setFrom(null);
  };
  return (
    <span
      aria-hidden="true"
      className={css.grip}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}
