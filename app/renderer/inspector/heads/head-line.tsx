import { useEffect, useRef } from 'react';
import type { ExplainedLine, LineChange } from '../../../checks/explained-line.ts';
import { cx } from '../../design/cx.ts';
import { VisuallyHidden } from '../../design/visually-hidden.tsx';
import type { Spot } from '../../model/stores.ts';
import css from './head-block.module.css';
import { LineText } from './line-text.tsx';

const signs: Record<LineChange, string> = { kept: '', dropped: '−', added: '+', rewritten: '~' };

export type HeadSpot = Extract<Spot, { kind: 'head' }>;

interface HeadLineProps {
  line: ExplainedLine;
  isStartLine: boolean;
  /** Where it is this line that is spoken of. */
  spot: HeadSpot | null;
}

/** One line of a head, with what became of it and why. */
export function HeadLine({ line, isStartLine, spot }: HeadLineProps) {
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (spot === null) return;
    item.current?.scrollIntoView({ block: 'center' });
    item.current?.focus({ preventScroll: true });
  }, [spot]);
  const { raw, change, explanation } = line;
  return (
    <li
      ref={item}
      // The focus goes where a check leads.
      tabIndex={spot === null ? undefined : -1}
      className={cx(css.line, change && css[change], spot && css.lit)}
    >
      <span className={css.sign} aria-hidden="true">
        {change && signs[change]}
      </span>
      {change && change !== 'kept' && <VisuallyHidden>{change}: </VisuallyHidden>}
      <code className={cx(css.code, isStartLine && css.start)}>
        <LineText raw={raw} isStartLine={isStartLine} />
      </code>
      {explanation && <p className={css.why}>{explanation}</p>}
    </li>
  );
}
