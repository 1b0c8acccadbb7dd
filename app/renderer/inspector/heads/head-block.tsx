import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { ExplainedLine } from '../../../checks/explained-line.ts';
import { plural } from '../../../seek/format.ts';
import { CopyButton } from '../../design/copy-button.tsx';
import { viewStore } from '../../model/stores.ts';
import { foldLines, type HeadPiece } from './fold-lines.ts';
import css from './head-block.module.css';
import { HeadLine, type HeadSpot } from './head-line.tsx';

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
      {isRaw ? <pre className={css.raw}>{raw}</pre> : <Lines lines={lines} spot={spot} />}
    </section>
  );
}

function Lines({ lines, spot }: Pick<HeadBlockProps, 'lines' | 'spot'>) {
  const isFolded = useStore(viewStore, (state) => state.headLook === 'changes');
  const change = useStore(viewStore, (state) => state.headChange);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  // Where what is spoken of is not there, the head's first line stands for the head.
  const lit = spot && (spot.line ?? 0);
  const always = lit === null ? opened : new Set(opened).add(lit);
  const pieces: HeadPiece[] = isFolded
    ? foldLines(lines, { change, always })
    : lines.map((_, index) => ({ kind: 'line', index }));
  const open = ({ from, count }: Extract<HeadPiece, { kind: 'fold' }>) =>
    setOpened(new Set([...opened, ...Array.from({ length: count }, (_, i) => from + i)]));
  return (
    <ol className={css.lines}>
      {pieces.map((piece) => {
        if (piece.kind === 'fold') {
          const { from, count } = piece;
          return (
            <li key={`fold ${from}`}>
              <button type="button" className={css.fold} onClick={() => open(piece)}>
                <ChevronRight size={12} aria-hidden />
                {change === null ? `${count} unchanged` : plural(count, 'other line')}
              </button>
            </li>
          );
        }
        const line = lines[piece.index];
        return (
          line && (
            <HeadLine
              key={piece.index}
              line={line}
              isStartLine={piece.index === 0}
              spot={piece.index === lit ? spot : null}
            />
          )
        );
      })}
    </ol>
  );
}
