import { type FaultKind, faultParts, kindsOf } from './fault-kinds.ts';
import type { FaultPlace, FaultRule } from './fault-rule.ts';

/** A rule as `--fault` takes it, without what is as usual: `storage:stall@500000,every=3`. */
export function faultText(rule: FaultRule): string {
  const { part, name, place, amount, video, from, every, chance, seed } = rule;
  return [
    `${part}:${name}${place ? placeText(place) : ''}${amount === null ? '' : `=${amount}`}`,
    ...(video === null ? [] : [`video=${escaped(video)}`]),
    ...(from === 0 ? [] : [`from=${from}`]),
    ...(every === 1 ? [] : [`every=${every}`]),
    ...(chance === 1 ? [] : [`chance=${chance}`]),
    ...(seed === 1 ? [] : [`seed=${seed}`]),
  ].join(',');
}

const placeText = ({ byte, isIntoBody }: FaultPlace) => `@${isIntoBody ? '+' : ''}${byte}`;

/** What separates rules and their parts, and control characters, percent-encoded. */
const escaped = (text: string) =>
  text.replace(/[%,;\p{Cc}]|^\s|\s$/gu, (character) => encodeURIComponent(character));

/** Undoes it; a `%` that begins no such code stands for itself. */
export function unescaped(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (codes) => {
    try {
      return decodeURIComponent(codes);
    } catch {
      // No UTF-8: as it is written.
      return codes;
    }
  });
}

/** What a seek got to see, as one text; null when that was nothing. */
export function faultsText(
  exchanges: readonly { readonly faults: readonly string[] }[],
): string | null {
  const texts = new Set(exchanges.flatMap(({ faults }) => faults));
  return texts.size === 0 ? null : [...texts].join(';');
}

/** How a kind is written, with what it takes: `storage:stall@BYTE`. */
export function kindPattern({ part, name, takes }: FaultKind): string {
  const behind = takes.kind === 'place' ? '@BYTE' : '';
  const amount = takes.kind === 'amount' ? `=${takes.unit.toUpperCase()}` : '';
  return `${part}:${name}${behind}${amount}`;
}

/** A kind as it can be taken over, with what is usual: `storage:stall@+1000`. */
export function kindExample({ part, name, takes }: FaultKind): string {
  if (takes.kind === 'nothing') return `${part}:${name}`;
  return `${part}:${name}${takes.kind === 'place' ? takes.usual : `=${takes.usual}`}`;
}

/** All that there is, for a help: `storage: ignores-range, …; application: …`. */
export function kindsText(): string {
  return faultParts
    .map(
      (part) =>
        `${part}: ${kindsOf(part)
          .map((kind) => kindPattern(kind).slice(part.length + 1))
          .join(', ')}`,
    )
    .join('; ');
}
