const DIGITS = /^[0-9]{1,16}$/;

/**
 * A decimal byte count (RFC 9110 §8.6), 0 to 2^53 - 1; null for anything else, so also for signs,
 * spaces, hex and lists.
 */
export function parseByteCount(text: string): number | null {
  if (!DIGITS.test(text)) return null;
  const count = Number(text);
  return Number.isSafeInteger(count) ? count : null;
}
