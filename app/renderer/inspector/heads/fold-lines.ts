import type { ExplainedLine, LineChange } from '../../../checks/explained-line.ts';

/** A line by its place in the head, or neighbours that stand folded. */
export type HeadPiece =
  | { kind: 'line'; index: number }
  | { kind: 'fold'; from: number; count: number };

/** What of a head is to be seen without unfolding. */
export interface SeenLines {
  /** Only lines that changed so, where it is not null. */
  change: LineChange | null;
  /** Lines that are seen whatever they are. */
  always: ReadonlySet<number>;
}

/**
 * A head without what nobody asks for: neighbours that travelled on unchanged, and of which there is
 * nothing to say, make one fold. The start line is always seen.
 */
export function foldLines(lines: readonly ExplainedLine[], seen: SeenLines): HeadPiece[] {
  const pieces: HeadPiece[] = [];
  for (const [index, line] of lines.entries()) {
    const last = pieces.at(-1);
    if (index === 0 || seen.always.has(index) || isSeen(line, seen.change)) {
      pieces.push({ kind: 'line', index });
    } else if (last?.kind === 'fold') {
      last.count++;
    } else {
      pieces.push({ kind: 'fold', from: index, count: 1 });
    }
  }
  return seen.change === null ? pieces.map(withoutSmallFold) : pieces;
}

function isSeen({ change, explanation }: ExplainedLine, wanted: LineChange | null): boolean {
  if (wanted !== null) return change === wanted;
  return change !== 'kept' || explanation !== '';
}

/** A fold of one line takes the room of the line. */
function withoutSmallFold(piece: HeadPiece): HeadPiece {
  return piece.kind === 'fold' && piece.count === 1 ? { kind: 'line', index: piece.from } : piece;
}
