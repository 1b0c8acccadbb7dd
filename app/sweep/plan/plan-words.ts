import { CodedError, type SeeklabError } from '../../contract/errors.ts';
import { formatCount } from '../../contract/format-count.ts';
import { type PlanPart, parsePlan } from './plan-part.ts';

/** What may be written as a part of a plan. */
export interface PartOffer {
  /** As it is written, or as it begins. */
  label: string;
  says: string;
  /** The plan with it, and where the caret is then. */
  text: string;
  caret: number;
}

/** Those with a number or a path begin so; the number is an example, to be changed. */
const offers: readonly { written: string; says: string }[] = [
  { written: 'keyframes', says: 'every keyframe' },
  { written: 'keyframes:around', says: 'the byte before each keyframe, its first one, the next' },
  { written: 'mid-tag', says: 'the middle of each keyframe’s tag' },
  { written: 'every-tag', says: 'the first byte of every tag' },
  { written: 'every:10s', says: 'every 10 seconds; also 500ms, 2m, 1h' },
  { written: 'random:50', says: '50 bytes of the file, by the seed' },
  { written: 'edges', says: 'no start, empty, 0, 12, 13, the size, -1, 1e3, 2^53, text …' },
  { written: 'file:', says: 'the places of a file, one a line; give its whole path' },
];

/** Parts that go on from what stands before the caret. */
export function completePlan(text: string, caret: number): PartOffer[] {
  const from = text.lastIndexOf('+', caret - 1) + 1;
  const begun = text.slice(from, caret).trimStart().toLowerCase();
  const to = text.indexOf('+', caret);
  const rest = to < 0 ? '' : text.slice(to);
  const others = `${text.slice(0, from)}+${rest}`.split('+');
  return offers
    .filter(({ written }) => written.startsWith(begun) && written !== begun)
    .filter(({ written }) => !others.includes(written))
    .map(({ written, says }) => ({
      ...{ label: written, says },
      text: text.slice(0, from) + written + rest,
      caret: from + written.length,
    }));
}

/** What a plan asks for, part by part, or why it is none. */
export type ExplainedPlan =
  | { kind: 'plan'; parts: readonly { text: string; says: string }[] }
  | { kind: 'fault'; error: SeeklabError };

export function explainPlan(plan: string): ExplainedPlan {
  try {
    return {
      kind: 'plan',
      parts: parsePlan(plan).map((part) => ({ text: part.text, says: saysOf(part) })),
    };
  } catch (thrown) {
    if (thrown instanceof CodedError) return { kind: 'fault', error: thrown.toJSON() };
    throw thrown;
  }
}

function saysOf(part: PlanPart): string {
  switch (part.kind) {
    case 'every':
      return `every ${durationWords(part.everyMs)} from 0 on`;
    case 'random':
      return `${formatCount(part.count)} bytes of the file, by the seed`;
    case 'file':
      return `the places that ${part.path} names`;
    default:
      return offers.find(({ written }) => written === part.kind)?.says ?? part.kind;
  }
}

function durationWords(ms: number): string {
  if (ms % 3_600_000 === 0) return `${ms / 3_600_000} h`;
  if (ms % 60_000 === 0) return `${ms / 60_000} min`;
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}
