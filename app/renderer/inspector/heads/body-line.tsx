import { ArrowRight } from 'lucide-react';
import type { Exchange } from '../../../contract/exchange.ts';
import { Button } from '../../design/button.tsx';
import { cx } from '../../design/cx.ts';
import { VisuallyHidden } from '../../design/visually-hidden.tsx';
import { viewStore } from '../../model/stores.ts';
import { bodyStartOf } from './body-start.ts';
import css from './head-block.module.css';

interface BodyLineProps {
  /** Of the hop. */
  name: string;
  exchange: Exchange;
}

/** The first line of the client's body, where it stood on the wire: the 13 bytes, and whose they are. */
export function BodyLine({ name, exchange }: BodyLineProps) {
  const { hex, isAdded, by } = bodyStartOf(exchange);
  return (
    <section className={css.block} aria-label={`${name}, body`}>
      <div className={css.caption}>
        Body
        {hex !== '' && (
          <Button
            look="plain"
            onClick={() => viewStore.setState({ tab: 'prefix' })}
            title="The bytes field by field"
          >
            Prefix
            <ArrowRight size={12} aria-hidden />
          </Button>
        )}
      </div>
      <div className={cx(css.line, isAdded && css.added)}>
        <span className={css.sign} aria-hidden="true">
          {isAdded && '+'}
        </span>
        {isAdded && <VisuallyHidden>added: </VisuallyHidden>}
        {hex !== '' && <code className={css.code}>{hex}</code>}
        <p className={css.why}>{by}</p>
      </div>
    </section>
  );
}
