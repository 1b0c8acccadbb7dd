import { type PatchLine, patchStepsOf } from '../../../checks/patch-lines.ts';
import type { Exchange } from '../../../contract/exchange.ts';
import { cx } from '../../design/cx.ts';
import { bodyStartOf } from './body-start.ts';
import { LineText } from './line-text.tsx';
import css from './wire-steps.module.css';

interface WireStepsProps {
  exchange: Exchange;
  onChoose: (line: PatchLine) => void;
}

/** The way of a seek over the wire in the few lines that count, each a way to its place. */
export function WireSteps({ exchange, onChoose }: WireStepsProps) {
  return (
    <section aria-label="On the wire">
      <dl className={css.steps}>
        {patchStepsOf(exchange).map(({ name, lines, isBeforeBody }) => (
          <div key={name} className={css.step}>
            <dt className={css.name}>{name}</dt>
            <dd className={css.lines}>
              {lines.map((line) => (
                <button
                  key={line.line}
                  type="button"
                  className={css.line}
                  onClick={() => onChoose(line)}
                >
                  <LineText raw={line.raw} isStartLine={line.line === 0} />
                </button>
              ))}
              {isBeforeBody && <FirstBytes exchange={exchange} />}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function FirstBytes({ exchange }: { exchange: Exchange }) {
  const { hex, isAdded } = bodyStartOf(exchange);
  return hex === '' ? null : <code className={cx(css.bytes, isAdded && css.added)}>{hex}</code>;
}
