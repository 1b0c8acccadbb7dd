import type { Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

/** So much may wait for a reader that is slow or has stopped reading. */
const MAX_WAITING_BYTES = 4_000_000;
/** So long the last lines may take once the program is to end. */
const LAST_LINES_MS = 500;

export interface JsonLines {
  /** Prints one line, or leaves it out while too much waits already. */
  print(line: object): void;
  /** Waits a moment for the reader; false when it has not taken all that was printed. */
  end(): Promise<boolean>;
}

/**
 * JSON lines for a reader that the program does not wait for: what does not fit is left out, and
 * `{"event":"left-out","lines":N}` stands in its place.
 */
export function createJsonLines(stream: Writable, maxWaitingBytes = MAX_WAITING_BYTES): JsonLines {
  let leftOut = 0;

  /** All of these lines, or none of them. */
  const tryPrint = (...lines: object[]): boolean => {
    if (stream.writableLength >= maxWaitingBytes) return false;
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    if (stream.writableLength + bytes.length > maxWaitingBytes) return false;
    stream.write(bytes);
    return true;
  };

  const missing = () => (leftOut === 0 ? [] : [{ event: 'left-out', lines: leftOut }]);
  const tellMissing = (): void => {
    if (leftOut > 0 && tryPrint(...missing())) leftOut = 0;
  };
  // Told as soon as the reader goes on, not only with the next line.
  stream.on('drain', tellMissing);

  return {
    print(line) {
      leftOut = tryPrint(...missing(), line) ? 0 : leftOut + 1;
    },
    async end() {
      stream.off('drain', tellMissing);
      tellMissing();
      const isTaken = new Promise<boolean>((resolve) => {
        stream.write('', () => resolve(true));
      });
      return Promise.race([isTaken, wait(LAST_LINES_MS, false, { ref: false })]);
    },
  };
}
