import { CodedError } from '../../contract/errors.ts';
import type { SeekAsked } from '../../contract/seek.ts';
import { type GoToVideo, parseGoTo } from '../../seek/plan/go-to.ts';

/** Longer than any way of naming a place. */
const MAX_LINE_BYTES = 4096;

/** Where the places stand that are to be read from standard input. */
const STANDARD_INPUT = '-';

/**
 * The places to seek to, in order; those of standard input as they come, one a line.
 * @param texts values of `--at`: `0:42.3`, `@1204887`, `0x1262A7`, `#21`, or `-`
 * @throws CodedError `usage` for one that is not understood
 */
export async function* readAsks(
  texts: readonly string[],
  video: GoToVideo,
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<SeekAsked> {
  for (const text of texts) {
    if (text !== STANDARD_INPUT) {
      yield askOf(text, video);
      continue;
    }
    for await (const line of linesOf(input)) {
      if (line.trim() !== '') yield askOf(line, video);
    }
  }
}

/** @throws CodedError `usage` */
export function askOf(text: string, video: GoToVideo): SeekAsked {
  const goTo = parseGoTo(text, video);
  if (goTo.isUnderstood) return goTo.asked;
  throw new CodedError('usage', { detail: `--at ${text.trim()}: ${goTo.reason}` });
}

/** @throws CodedError `usage` for a line that is no line */
async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of input) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE_BYTES) {
      const detail = `A line of standard input has more than ${MAX_LINE_BYTES} bytes; each names one place.`;
      throw new CodedError('usage', { detail });
    }
    yield* lines;
  }
  if (rest !== '') yield rest;
}
