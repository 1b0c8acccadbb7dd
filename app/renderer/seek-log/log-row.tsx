import { type MouseEvent, memo } from 'react';
import { useStore } from 'zustand';
import type { LogRow } from '../../contract/log.ts';
import { formatClock } from '../../seek/format.ts';
import { sideNames } from '../compare/compared-words.ts';
import { cx } from '../design/cx.ts';
import { OutcomeMark } from '../design/outcome-mark.tsx';
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
  index: number;
  isChosen: boolean;
}

/** A row, the place of which is `index`. */
export const LogRowView = memo(({ row, columns, index, isChosen }: LogRowProps) => {
  const cells = logCells(row);
  const { client } = useWorkbench();
  const side = useStore(comparedStore, ({ rows }) => sideOf(row.number, rows));
  const choose = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey) client.compared.compareWith(row.number);
    else chooseRow(row.number);
  };
  return (
    <tr
      className={cx(css.row, css[cells.state])}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      title={formatClock(row.atEpochMs)}
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
          {key === 'result' ? <span className={css.words}>{cells.result}</span> : cells[key]}
          {key === 'number' && <VisuallyHidden> {spokenStates[cells.state]}</VisuallyHidden>}
        </td>
      ))}
    </tr>
  );
});

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
