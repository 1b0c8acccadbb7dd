import { CodedError, describeError, type SeeklabError } from '../contract/errors.ts';
import { oneOf } from '../contract/one-of.ts';
import { type FaultKind, type FaultName, faultParts, isWholePart, kindsOf } from './fault-kinds.ts';
import type { FaultPlace, FaultRule } from './fault-rule.ts';
import { faultText, kindExample, unescaped } from './fault-text.ts';

export type ParsedFaults =
  | { readonly isUnderstood: true; readonly rules: readonly FaultRule[] }
  | {
      readonly isUnderstood: false;
      readonly error: SeeklabError;
      /** The characters that are wrong. */
      readonly from: number;
      readonly to: number;
    };

/** A piece of the text, and where it stands. */
interface Piece {
  readonly text: string;
  readonly at: number;
}

/** What is wrong with a piece. */
class Mistake {
  readonly piece: Piece;
  readonly detail: string;

  constructor(piece: Piece, detail: string) {
    this.piece = piece;
    this.detail = detail;
  }
}

/**
 * Reads faults: `PART:KIND[@BYTE|=AMOUNT][,KEY=VALUE]…`, several with `;` between them.
 * @param text `storage:stall@500000,every=3,video=NAME,chance=0.2,seed=7`
 */
export function parseFaults(text: string): ParsedFaults {
  const rules: FaultRule[] = [];
  for (const piece of piecesOf({ text, at: 0 }, ';')) {
    const read = readRule(piece);
    if (read instanceof Mistake) return notUnderstood(text, read);
    rules.push(read);
  }
  return { isUnderstood: true, rules };
}

/**
 * The same for whoever has no place to show a mistake.
 * @throws CodedError `fault_not_understood`
 */
export function readFaults(text: string): readonly FaultRule[] {
  const parsed = parseFaults(text);
  if (parsed.isUnderstood) return parsed.rules;
  throw new CodedError(parsed.error);
}

/** The same faults for one seek alone: not each third, and not by chance. */
export function alwaysShownText(text: string): string {
  const parsed = parseFaults(text);
  // Of another version, or another tool: as it is.
  if (!parsed.isUnderstood) return text;
  return parsed.rules.map((rule) => faultText({ ...rule, every: 1, chance: 1, seed: 1 })).join(';');
}

function notUnderstood(fault: string, { piece, detail }: Mistake): ParsedFaults {
  const { text, at } = piece;
  const error = describeError('fault_not_understood', { fault, part: text, place: at + 1, detail });
  return { isUnderstood: false, error, from: at, to: at + text.length };
}

/** The pieces between separators, without the spaces around them. */
function piecesOf({ text, at }: Piece, separator: string): Piece[] {
  let next = at;
  return text.split(separator).map((part) => {
    const begin = next + (part.length - part.trimStart().length);
    next += part.length + 1;
    return { text: part.trim(), at: begin };
  });
}

function readRule(rule: Piece): FaultRule | Mistake {
  const [head = rule, ...options] = piecesOf(rule, ',');
  const read = readHead(head);
  if (read instanceof Mistake) return read;
  const whole: Settings = { ...read, video: null, from: 0, every: 1, chance: 1, seed: 1 };
  const seen = new Set<string>();
  for (const option of options) {
    const mistake = readOption(option, whole, seen);
    if (mistake) return mistake;
  }
  return whole;
}

type Settings = { -readonly [K in keyof FaultRule]: FaultRule[K] };

function readHead(head: Piece): Pick<FaultRule, 'part' | 'name' | 'place' | 'amount'> | Mistake {
  if (head.text === '') return new Mistake(head, 'a fault is missing');
  const colon = head.text.indexOf(':');
  const partText = colon < 0 ? head.text : head.text.slice(0, colon);
  const part = faultParts.find((each) => each === partText);
  if (part === undefined || colon < 0) {
    const detail = `expected ${oneOf(faultParts)} and a colon, such as storage:stall@500000`;
    return new Mistake({ ...head, text: partText }, detail);
  }
  const [, nameText = '', value = ''] = /^([^@=]*)(.*)$/s.exec(head.text.slice(colon + 1)) ?? [];
  const named = { text: nameText, at: head.at + colon + 1 };
  const kind = kindsOf(part).find(({ name }) => name === nameText);
  if (kind === undefined) {
    const detail = `${part} has no such fault, only ${kindsOf(part)
      .map(({ name }) => name)
      .join(', ')}`;
    return new Mistake(named.text === '' ? head : named, detail);
  }
  const taken = readTaken(kind, { text: value, at: named.at + nameText.length });
  if (taken instanceof Mistake) return taken;
  return { part, name: kind.name as FaultName, ...taken };
}

/** What stands behind the name; without it, what is usual. */
function readTaken(kind: FaultKind, value: Piece): Pick<FaultRule, 'place' | 'amount'> | Mistake {
  const { takes } = kind;
  switch (takes.kind) {
    case 'nothing':
      if (value.text === '') return { place: null, amount: null };
      return new Mistake(value, `${kind.name} takes nothing`);
    case 'place': {
      const place = placeOf(value.text === '' ? takes.usual : value.text);
      if (place !== null) return { place, amount: null };
      const detail = `expected a byte of the file as @500000, or of the body as @+500, such as ${kindExample(kind)}`;
      return new Mistake(value, detail);
    }
    case 'amount': {
      const { least, most, unit, usual } = takes;
      const amount = value.text === '' ? usual : numberOf(value.text.slice(1), unit === 'kB/s');
      const isIn = amount >= least && amount <= most && /^=|^$/.test(value.text);
      if (isIn) return { place: null, amount };
      const detail = `expected ${least} to ${most} ${unit}, such as ${kindExample(kind)}`;
      return new Mistake(value, detail);
    }
  }
}

function placeOf(text: string): FaultPlace | null {
  const [, plus, digits = ''] = /^@(\+?)(\d{1,16})$/.exec(text) ?? [];
  const byte = numberOf(digits, false);
  return Number.isNaN(byte) ? null : { byte, isIntoBody: plus === '+' };
}

/** NaN for what is no number without a sign, or too large to be exact. */
function numberOf(text: string, hasFraction: boolean): number {
  const form = hasFraction ? /^\d{1,12}(?:\.\d{1,6})?$/ : /^\d{1,16}$/;
  const value = form.test(text) ? Number(text) : Number.NaN;
  return value <= Number.MAX_SAFE_INTEGER ? value : Number.NaN;
}

const keys = ['video', 'from', 'every', 'chance', 'seed'] as const;

/** Undefined when it is well, and taken in. */
function readOption(option: Piece, into: Settings, seen: Set<string>): Mistake | undefined {
  const equals = option.text.indexOf('=');
  const keyText = equals < 0 ? option.text : option.text.slice(0, equals);
  const key = keys.find((each) => each === keyText);
  if (key === undefined || equals < 0) {
    return new Mistake(option, `expected ${oneOf(keys)} with "=" and a value`);
  }
  if (seen.has(key)) return new Mistake(option, `${key} is there twice`);
  seen.add(key);
  if (isWholePart(into)) return new Mistake(option, `${into.part}:down is so for every request`);
  const text = option.text.slice(equals + 1);
  if (key === 'video') {
    if (text === '') return new Mistake(option, 'the name of the video is missing');
    into.video = unescaped(text);
    return undefined;
  }
  const value = numberOf(text, key === 'chance');
  const { least, most, says } = bounds[key];
  if (!(value >= least && value <= most)) return new Mistake(option, says);
  into[key] = value;
  return undefined;
}

const MOST = Number.MAX_SAFE_INTEGER;

const bounds = {
  from: { least: 0, most: MOST, says: 'expected a byte of the file, such as from=500000' },
  every: { least: 1, most: MOST, says: 'expected a number of requests from 1 on, such as every=3' },
  chance: { least: 0, most: 1, says: 'expected a share from 0 to 1, such as chance=0.2' },
  seed: { least: 0, most: MOST, says: 'expected a whole number, such as seed=7' },
} as const;
