export interface ProgressLine {
  /** @param share 0 to 1 */
  show(share: number, detail: string): void;
  /** Takes the line away. */
  end(): void;
}

/** A line on standard error that is written over; nothing at all where nobody watches. */
export function createProgressLine(): ProgressLine {
  const { stderr } = process;
  if (!stderr.isTTY) return { show: () => undefined, end: () => undefined };
  return {
    show: (share, detail) => stderr.write(`\r\x1b[K${Math.floor(share * 100)} %, ${detail}`),
    end: () => stderr.write('\r\x1b[K'),
  };
}
