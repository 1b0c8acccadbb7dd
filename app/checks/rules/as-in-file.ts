import { type Finding, pass } from '../finding.ts';
import type { Subject } from '../subject.ts';

/**
 * What is wrong in the file itself is no fault of the server: its bytes are those of the file up to there.
 * @param offset in the body
 */
export function isAsInFile({ body }: Subject, offset: number): boolean {
  if (body === null || body.prefixBytes === null) return false;
  const { comparison, prefixBytes } = body;
  return comparison.kind === 'equal' && offset < prefixBytes + comparison.bytes;
}

export const asInFile = (what: string): Finding => pass(`${what}; the file itself is so.`);
