import type { AlignedLine } from '../../checks/compare/align-heads.ts';
import { cx } from '../design/cx.ts';
import { VisuallyHidden } from '../design/visually-hidden.tsx';
import css from './compared-head.module.css';
import { lineWords, type SideName } from './compared-words.ts';
import { differingPart } from './differing-part.ts';

interface ComparedHeadProps {
  /** Unlike that of any other head on the screen. */
  name: string;
  caption: string;
  lines: readonly AlignedLine[];
  isOnlyDifferences: boolean;
}

/** Two raw heads line by line. */
export function ComparedHead({ name, caption, lines, isOnlyDifferences }: ComparedHeadProps) {
  const shown = isOnlyDifferences
    ? lines.filter(({ differences }) => differences.length > 0)
    : lines;
  const same = lines.length - shown.length;
  if (lines.length === 0) return null;
  return (
    <section className={css.head} aria-label={name}>
      <h4 className={css.caption}>{caption}</h4>
      <ol className={css.lines}>
        {shown.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines may repeat and never move.
          <Aligned key={i} line={line} />
        ))}
      </ol>
      {same > 0 && (
        <p className={css.same}>
          {same === lines.length ? 'All' : `${same} more`} of {lines.length} lines are the same.
        </p>
      )}
    </section>
  );
}

function Aligned({ line }: { line: AlignedLine }) {
  const { first, second, differences, isStartLine } = line;
  const differs = differences.length > 0;
  const start = isStartLine && css.start;
  if (!differs) {
    return (
      <li className={css.pair}>
        <span className={css.sign} />
        <code className={cx(css.line, start)}>{first}</code>
        <code className={cx(css.line, css.twin, start)} aria-hidden="true">
          {second}
        </code>
      </li>
    );
  }
  return (
    <li className={cx(css.pair, css.differs)}>
      <span className={css.sign} aria-hidden="true">
        ≠
      </span>
      <Side side="A" text={first} other={second} className={start} />
      <Side side="B" text={second} other={first} className={start} />
      <p className={css.words}>{lineWords(line)}</p>
    </li>
  );
}

interface SideProps {
  side: SideName;
  text: string | null;
  other: string | null;
  className: string | false | undefined;
}

function Side({ side, text, other, className }: SideProps) {
  if (text === null) {
    return <span className={css.none}>none</span>;
  }
  const { before, differing, after } = differingPart(text, other ?? '');
  return (
    <code className={cx(css.line, className)}>
      <VisuallyHidden>{side}: </VisuallyHidden>
      <span className={css.side} aria-hidden="true">
        {side}
      </span>
      {before}
      {differing !== '' && <mark className={css.mark}>{differing}</mark>}
      {after}
    </code>
  );
}
