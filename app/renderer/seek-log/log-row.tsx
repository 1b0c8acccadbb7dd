import { type CSSProperties, type MouseEvent, memo } from 'react';
import { useStore } from 'zustand';
import type { LogRow } from '../../contract/log.ts';
import type { MarkColour } from '../../contract/marks.ts';
import { formatClock } from '../../seek/format.ts';
import { sideNames } from '../compare/compared-words.ts';
import { cx } from '../design/cx.ts';
import { OutcomeMark } from '../design/outcome-mark.tsx';
import { RowMarkSigns } from '../design/row-marks.tsx';
import { VisuallyHidden } from '../design/visually-hidden.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { chooseRow } from '../model/log-view.ts';
import { type ComparedState, comparedStore, viewStore } from '../model/stores.ts';
import type { Column, PlacedColumn } from './columns.ts';
import { logCells } from './log-cells.ts';
import css from './log-table.module.css';

const emptyBesideAsked = new Set<Column['key']>(['landed', 'error', 'picture']);

/** The request of another client says it all in its address, which takes the place of what it lacks. */
function columnsOf(
  { kind }: LogRow,
  columns: readonly PlacedColumn[],
): readonly (PlacedColumn & { span?: number })[] {
  if (kind === 'seek') return columns;
  const isEmpty = ({ key }: Column) => emptyBesideAsked.has(key);
  const span = 1 + columns.filter((column) => isEmpty(column) && column.isShown).length;
  return columns
    .filter((column) => !isEmpty(column))
    .map((column) => (column.key === 'asked' ? { ...column, span } : column));
}

const spokenStates = { running: 'running', fine: '', replaced: 'replaced', failed: 'failed' };

interface LogRowProps {
  row: LogRow;
  columns: readonly PlacedColumn[];
  /** Its place in the table. */
  index: number;
  /** Is it the one that is inspected? */
  isChosen: boolean;
  /** Its place among the rows that stay above the others; absent: it is none of them. */
  stuck?: number;
}

export const LogRowView = memo(({ row, columns, index, isChosen, stuck }: LogRowProps) => {
  const cells = logCells(row);
  const { client } = useWorkbench();
  const side = useStore(comparedStore, ({ rows }) => sideOf(row.number, rows));
  const isSelected = useStore(viewStore, ({ selected }) =>
    selected.size > 0 ? selected.has(row.number) : isChosen,
  );
  const choose = (event: MouseEvent) => {
    if (event.altKey) client.compared.compareWith(row.number);
    else if (event.shiftKey) void client.selection.extendTo(row.number);
    else if (event.ctrlKey || event.metaKey) client.selection.toggle(row.number);
    else chooseRow(row.number);
  };
  const colour = cells.marks?.colour ?? null;
  return (
    <tr
      className={cx(
        css.row,
        css[cells.state],
        isChosen && css.chosen,
        colour !== null && css.coloured,
        stuck !== undefined && css.stuck,
      )}
      style={rowStyle(colour, stuck)}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-current={isChosen || undefined}
      title={formatClock(row.atEpochMs)}
      // Up to here is selected, not the texts between.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={choose}
      onDoubleClick={() => viewStore.setState({ narrowPane: 'inspector' })}
    >
      {columnsOf(row, columns).map(({ key, isNumber, isShown, span }) => (
        <td
          key={key}
          colSpan={span}
          hidden={!isShown}
          className={cx(isNumber && css.figure, css[key])}
        >
          {key === 'number' && side && <Letter side={side} />}
          {key === 'result' && cells.verdict && <OutcomeMark outcome={cells.verdict} />}
          {key === 'result' && <span className={css.words}>{cells.result}</span>}
          {key === 'marks' && cells.marks && <RowMarkSigns marks={cells.marks} />}
          {key !== 'result' && key !== 'marks' && cells[key]}
          {key === 'number' && <VisuallyHidden> {spokenStates[cells.state]}</VisuallyHidden>}
        </td>
      ))}
    </tr>
  );
});

function rowStyle(colour: MarkColour | null, stuck: number | undefined): CSSProperties {
  return {
    ...(colour !== null && { '--mark': `var(--mark-${colour})` }),
    ...(stuck !== undefined && { '--stuck': stuck }),
  } as CSSProperties;
}

function Letter({ side }: { side: string }) {
  return (
    <span className={css.letter}>
      <VisuallyHidden>compared as </VisuallyHidden>
      {side}
      <VisuallyHidden>, </VisuallyHidden>
    </span>
  );
}

/** `A` or `B` while the row is compared. */
function sideOf(number: number, rows: ComparedState['rows']): string | null {
  return sideNames[rows?.findIndex((row) => row.number === number) ?? -1] ?? null;
}
