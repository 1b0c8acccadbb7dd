import type { Exchange, Hop } from '../../../contract/exchange.ts';
import { cx } from '../../design/cx.ts';
import css from './hop-strip.module.css';

interface HopStripProps {
  exchange: Exchange;
  onChoose: (hop: number) => void;
}

/** All hops in one line, the client's first, each a way to its heads. */
export function HopStrip({ exchange, onChoose }: HopStripProps) {
  return (
    <ol className={css.strip} aria-label="Hops">
      {exchange.hops.map((hop, i) => {
        const key = `${hop.kind} ${i}`;
        return (
          <li key={key} className={css.item}>
            {i > 0 && (
              <span className={css.arrow} aria-hidden="true">
                ←
              </span>
            )}
            <button type="button" className={css.hop} onClick={() => onChoose(i)}>
              {shortName(exchange, i)}{' '}
              <span className={cx(css.status, isBad(hop) && css.bad)}>
                {hop.status ?? hop.outcome}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

const isBad = ({ status, outcome }: Hop) =>
  status === null ? outcome !== 'running' && outcome !== 'complete' : status >= 400;

/** Unlike that of any other hop of the exchange. */
export function hopName(exchange: Exchange, index: number): string {
  const hop = exchange.hops[index];
  if (!hop) return '';
  const same = exchange.hops.filter(({ kind }) => kind === hop.kind);
  return same.length > 1 ? `${kindName(hop)} hop ${same.indexOf(hop) + 1}` : `${kindName(hop)} hop`;
}

const shortName = (exchange: Exchange, index: number) =>
  hopName(exchange, index).replace(' hop', '');

const kindName = ({ kind }: Hop) => kind.charAt(0).toUpperCase() + kind.slice(1);
