import { useStore } from 'zustand';
import type { LogEntry } from '../../contract/log.ts';
import { formatCount } from '../../seek/format.ts';
import { viewStore } from '../model/stores.ts';
import css from './exchange-choice.module.css';

/** Which exchange to inspect, when a seek took several requests. */
export function ExchangeChoice({ row }: { row: LogEntry }) {
  const exchangeIndex = useStore(viewStore, (state) => state.exchangeIndex);
  if (row.exchanges.length < 2) return null;
  return (
    <select
      className={css.choice}
      aria-label="Exchange"
      value={Math.min(exchangeIndex, row.exchanges.length - 1)}
      onChange={(event) => viewStore.setState({ exchangeIndex: Number(event.target.value) })}
    >
      {row.exchanges.map((exchange, i) => (
        <option key={exchange.id} value={i}>
          Request {i + 1} of {row.exchanges.length}
          {exchange.startHeader === null
            ? ''
            : `, from ${formatCount(Number(exchange.startHeader))}`}
        </option>
      ))}
    </select>
  );
}
