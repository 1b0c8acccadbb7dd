/**
 * JSON of a value; null when it has more characters than that. Values that are far too large are
 * seen before the text is made, which would be one string of all of them.
 */
export function boundedJson(value: unknown, limit: number): string | null {
  if (leastLength(value, limit) > limit) return null;
  const text = JSON.stringify(value);
  return text.length > limit ? null : text;
}

/** Of what JSON makes of a value, at least; counted no further than just over the limit. */
function leastLength(value: unknown, limit: number): number {
  let length = 0;
  const waiting: unknown[] = [value];
  while (waiting.length > 0 && length <= limit) {
    const next = waiting.pop();
    length += 1;
    if (typeof next === 'string') length += next.length + 1;
    if (typeof next !== 'object' || next === null) continue;
    if (Array.isArray(next) && typeof next[0] === 'number') length += next.length * 2;
    else for (const each of Object.values(next)) waiting.push(each);
  }
  return length;
}
