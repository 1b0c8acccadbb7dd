/**
 * JSON of a value; null when it takes more bytes (UTF-8) than that. Values that are far too large
 * are seen before the text is made, which would be one string of all of them.
 */
export function boundedJson(value: unknown, limitBytes: number): string | null {
  if (leastLength(value, limitBytes) > limitBytes) return null;
  const text = JSON.stringify(value);
  return Buffer.byteLength(text) > limitBytes ? null : text;
}

/** Of what JSON makes of a value, at least; counted no further than just over the limit. */
function leastLength(value: unknown, limit: number): number {
  let length = 0;
  const waiting: unknown[] = [value];
  while (waiting.length > 0 && length <= limit) {
    const next = waiting.pop();
    // Left out of an object, name and all.
    if (next === undefined) continue;
    length += 1;
    if (typeof next === 'string') length += next.length + 1;
    if (typeof next !== 'object' || next === null) continue;
    if (Array.isArray(next) && typeof next[0] === 'number') length += next.length * 2;
    else for (const each of Object.values(next)) waiting.push(each);
  }
  return length;
}
