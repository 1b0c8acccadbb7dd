import { ArrowDown, ArrowUp } from 'lucide-react';
import { formatClock } from '../../seek/format.ts';
import { IconButton } from '../design/button.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import type { ComparedRow } from '../model/stores.ts';
import { AskAgainMenu } from './ask-again-menu.tsx';
import { notesOn, rowName, type SideName } from './compared-words.ts';
import css from './side-card.module.css';

interface SideCardProps {
  side: SideName;
  compared: ComparedRow;
  exchangeIndex: number;
  onExchange: (index: number) => void;
}

/** Which row stands on a side, and what must be known of it. */
export function SideCard({ side, compared, exchangeIndex, onExchange }: SideCardProps) {
  const { entry } = compared;
  const { client } = useWorkbench();
  return (
    <section className={css.card} aria-label={`${side}: ${rowName(compared)}`}>
      <div className={css.title}>
        <span className={css.letter} aria-hidden="true">
          {side}
        </span>
        <h3 className={css.name}>{rowName(compared)}</h3>
        {entry && <span className={css.clock}>{formatClock(entry.atEpochMs)}</span>}
        {side === 'A' && entry?.kind === 'seek' && (
          <span className={css.steps}>
            <AskAgainMenu seek={entry.seek} />
          </span>
        )}
        {side === 'B' && (
          <span className={css.steps}>
            <IconButton
              label="Compare with the row above"
              command="compare-above"
              onClick={() => void client.compared.move(-1)}
            >
              <ArrowUp size={14} aria-hidden />
            </IconButton>
            <IconButton
              label="Compare with the row below"
              command="compare-below"
              onClick={() => void client.compared.move(1)}
            >
              <ArrowDown size={14} aria-hidden />
            </IconButton>
          </span>
        )}
      </div>
      {entry && entry.exchanges.length > 1 && (
        <select
          className={css.exchange}
          aria-label={`Exchange of ${side}`}
          value={exchangeIndex}
          onChange={(event) => onExchange(Number(event.target.value))}
        >
          {entry.exchanges.map(({ id }, i) => (
            <option key={id} value={i}>
              Request {i + 1} of {entry.exchanges.length}
            </option>
          ))}
        </select>
      )}
      {notesOn(compared).map((note) => (
        <p key={note} className={css.note}>
          {note}
        </p>
      ))}
    </section>
  );
}
