import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { ExplainedLine, LineChange } from '../../../checks/explained-line.ts';
import { CopyButton } from '../../design/copy-button.tsx';
import { cx } from '../../design/cx.ts';
import { VisuallyHidden } from '../../design/visually-hidden.tsx';
import { type Spot, viewStore } from '../../model/stores.ts';
import css from './head-block.module.css';

const signs: Record<LineChange, string> = { kept: '', dropped: '−', added: '+', rewritten: '~' };

interface HeadBlockProps {
  /** Unlike that of any other head of the exchange. */
  name: string;
  caption: string;
  /** Byte for byte, one character per byte. */
  raw: string;
  /** Empty for a head that nobody explains. */
  lines: readonly ExplainedLine[];
  /** What of it a check speaks of. */
  spot: HeadSpot | null;
}

export type HeadSpot = Extract<Spot, { kind: 'head' }>;

/** One raw head: explained line by line, or as the bytes were. */
export function HeadBlock({ name, caption, raw, lines, spot }: HeadBlockProps) {
  const look = useStore(viewStore, (state) => state.headLook);
  if (raw === '') return <p className={css.none}>{caption}: none</p>;
  const isRaw = look === 'raw' || lines.length === 0;
  return (
    <section className={css.block} aria-label={name}>
      <div className={css.caption}>
        {caption}
        <CopyButton label={`Copy head: ${name}`} text={raw} />
      </div>
      {isRaw ? (
        <pre className={css.raw}>{raw}</pre>
      ) : (
        <ol className={css.lines}>
          {lines.map((line, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines may repeat and never move.
            <Line key={i} line={line} isStartLine={i === 0} spot={isLit(spot, i) ? spot : null} />
          ))}
        </ol>
      )}
    </section>
  );
}

/** Where what is spoken of is not there, the head's first line stands for the head. */
const isLit = (spot: HeadSpot | null, line: number) => spot !== null && (spot.line ?? 0) === line;

interface LineProps {
  line: ExplainedLine;
  isStartLine: boolean;
  spot: HeadSpot | null;
}

function Line({ line, isStartLine, spot }: LineProps) {
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (spot === null) return;
    item.current?.scrollIntoView({ block: 'center' });
    item.current?.focus({ preventScroll: true });
  }, [spot]);
  const { raw, change, explanation } = line;
  const colon = isStartLine ? -1 : raw.indexOf(':');
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
        {colon > 0 ? (
          <>
            <span className={css.field}>{raw.slice(0, colon + 1)}</span>
            {raw.slice(colon + 1)}
          </>
        ) : (
          raw
        )}
      </code>
      {explanation && <p className={css.why}>{explanation}</p>}
    </li>
  );
}
