import { CodedError } from '../../contract/errors.ts';

/** One part of a plan, as it was written and as it is understood. */
export type PlanPart = { text: string } & (
  | { kind: 'keyframes' | 'keyframes:around' | 'mid-tag' | 'every-tag' | 'edges' }
  | { kind: 'every'; everyMs: number }
  | { kind: 'random'; count: number }
  | { kind: 'file'; path: string }
);

/** Asks of one `random:N`. */
const MAX_RANDOM = 10_000_000;

const PLAIN = ['keyframes', 'keyframes:around', 'mid-tag', 'every-tag', 'edges'] as const;
const UNIT_MS = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 } as const;
/** What ends a path: a `+` in front of another part. */
const NEXT_PART = /\+(?=(?:keyframes|mid-tag|every-tag|every:|random:|edges|file:))/;

/**
 * Reads a plan: parts joined by `+`.
 * @throws CodedError `plan_not_understood`
 */
export function parsePlan(plan: string): PlanPart[] {
  const parts: PlanPart[] = [];
  for (let at = 0; at <= plan.length; ) {
    const text = partAt(plan, at);
    const read = readPart(text);
    if ('why' in read) {
      const where = { plan, part: text, place: at + 1 };
      throw new CodedError('plan_not_understood', { ...where, detail: read.why });
    }
    parts.push(read);
    at += text.length + 1;
  }
  return parts;
}

function partAt(plan: string, at: number): string {
  const rest = plan.slice(at);
  const end = rest.startsWith('file:') ? rest.search(NEXT_PART) : rest.indexOf('+');
  return end < 0 ? rest : rest.slice(0, end);
}

function readPart(text: string): PlanPart | { why: string } {
  const plain = PLAIN.find((kind) => kind === text);
  if (plain) return { kind: plain, text };
  const [, name, value = ''] = /^([^:]*):?(.*)$/s.exec(text) ?? [];
  switch (name) {
    case '':
      return { why: 'a part is missing' };
    case 'every':
      return readEvery(text, value);
    case 'random':
      return readRandom(text, value);
    case 'file':
      return value === '' ? { why: 'the path is missing' } : { kind: 'file', path: value, text };
    case 'keyframes':
      return { why: `of keyframes there is only keyframes:around, not "${value}"` };
    default:
      return { why: 'there is no such part' };
  }
}

function readEvery(text: string, value: string): PlanPart | { why: string } {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|min|m|h)?$/.exec(value) ?? [];
  const everyMs = Number(number) * UNIT_MS[unit as keyof typeof UNIT_MS];
  if (!(everyMs >= 1)) return { why: 'expected a time of 1 ms or more, such as every:10s' };
  return { kind: 'every', everyMs, text };
}

function readRandom(text: string, value: string): PlanPart | { why: string } {
  const count = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  if (count >= 1 && count <= MAX_RANDOM) return { kind: 'random', count, text };
  return { why: `expected a number of asks, 1 to ${MAX_RANDOM}, such as random:50` };
}
