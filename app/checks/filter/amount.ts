/** A number as it was written. */
export interface Amount {
  value: number;
  /** What is shown like it: from here ... */
  from: number;
  /** ... to less than here. */
  to: number;
}

const NUMBER = /^(\d{1,15})(?:\.(\d{1,6}))?$/;
const DURATION = /^(\d{1,15})(?:\.(\d{1,6}))?(ms|s)?$/i;
const CLOCK = /^(?:(\d{1,4}):)?(\d{1,4}):(\d{2})(?:\.(\d{1,3}))?$/;

/** `416`, `1.5`; null where it is no number. */
export function readNumber(text: string): Amount | null {
  const found = NUMBER.exec(text.replaceAll(',', ''));
  if (!found) return null;
  const value = Number(found[0]);
  return { value, from: value, to: value };
}

/** `100`, `100ms`, `1.5s` as ms; null where it is none. */
export function readDuration(text: string): Amount | null {
  const found = DURATION.exec(text);
  if (!found) return null;
  const [, whole = '', decimals = '', unit = 'ms'] = found;
  const unitMs = unit.toLowerCase() === 's' ? 1000 : 1;
  const value = Number(`${whole}.${decimals || 0}`) * unitMs;
  // What is measured has more decimals than anybody writes.
  const halfMs = unitMs / 10 ** decimals.length / 2;
  return { value, from: value - halfMs, to: value + halfMs };
}

/** The same, and `0:42`, `1:02:03.450`; null where it is none. */
export function readPlace(text: string): Amount | null {
  const found = CLOCK.exec(text);
  if (!found) return readDuration(text);
  const [, hours = '0', minutes = '', seconds = '', decimals = ''] = found;
  const wholeS = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  const value = wholeS * 1000 + Number(decimals.padEnd(3, '0'));
  return { value, from: value, to: value + 1000 / 10 ** decimals.length };
}
