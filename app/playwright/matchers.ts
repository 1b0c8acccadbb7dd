import { expect as baseExpect, type Expect } from '@playwright/test';
import type { Exchange, Hop, JudgedSeek, PersonalityName } from '../node/records.ts';
import { prefixesOf } from './prefixes.ts';

/** A line of a head that is looked for. */
export interface WantedHead {
  hop: Hop['kind'];
  /** Default: the response. */
  side?: 'request' | 'response';
  /** Of the field, any case. */
  name: string;
  /** Without it, the field alone counts. */
  value?: string | RegExp;
}

/** What a matcher says. */
export interface Outcome {
  pass: boolean;
  message: () => string;
}

type Seen = JudgedSeek | Exchange;

/** As Playwright's matchers are written; `this.isNot` tells of `.not`. */
export type SeekMatchers = {
  /**
   * No check failed, and some passed; with codes, each of these passed. A function is Playwright's own
   * `toPass`: it is called again until it does not throw.
   */
  toPass(
    this: { isNot: boolean },
    seen: JudgedSeek | (() => unknown),
    ...given: (string | { timeout?: number; intervals?: number[] })[]
  ): Outcome | Promise<Outcome>;
  /** The 13 bytes in front, as a personality puts them there, or these, as hex. */
  toHavePrefix(
    this: { isNot: boolean },
    seen: Seen,
    wanted?: PersonalityName | (string & {}),
  ): Outcome;
  /** What comes behind the prefix begins with a keyframe. */
  toLandOnKeyframe(this: { isNot: boolean }, seen: JudgedSeek): Outcome;
  /** A head of some hop has that line. */
  toHaveHead(this: { isNot: boolean }, seen: Seen, wanted: WantedHead): Outcome;
};

const matchers: SeekMatchers = {
  toPass(seen, ...given) {
    if (typeof seen === 'function') return triedAgain(seen, given[0]);
    const codes = given.filter((code) => typeof code === 'string');
    const bad =
      codes.length === 0
        ? seen.checks.filter(({ result }) => result === 'fail')
        : codes.flatMap((code) => missed(seen, code));
    const lines = bad.map(({ code, result, message }) => `  ${result} ${code}: ${message}`);
    const passed = seen.checks.filter(({ result }) => result === 'pass').map(({ code }) => code);
    const message = this.isNot
      ? `Expected a check to fail, but these passed: ${passed.join(', ')}`
      : ['Expected the seek to pass:', ...(lines.length > 0 ? lines : ['  no check could'])];
    // Where nothing could be checked, nothing has passed.
    return outcome(bad.length === 0 && passed.length > 0, [message].flat().join('\n'));
  },

  toHavePrefix(seen, wanted = 'perlbal-patch') {
    const accepted = prefixesOf(wanted);
    const exchange = exchangesOf(seen).at(-1);
    const isFileOwn = exchange?.bodyStartBy === 'file';
    const bytes = exchange?.bodyStartHex ?? null;
    const got = bytes === null ? 'no body' : `${bytes}${isFileOwn ? ', the file’s own head' : ''}`;
    const how = this.isNot ? 'otherwise than with' : 'with';
    return outcome(
      bytes !== null && !isFileOwn && accepted.includes(bytes),
      `Expected the body to begin ${how} ${accepted.join(' or ')}, got ${got}`,
    );
  },

  toLandOnKeyframe(seen) {
    const check = seen.checks.find(({ code }) => code === 'starts_on_keyframe');
    const why = check?.message ?? 'it was not checked';
    const wanted = `Expected the seek ${this.isNot ? 'not ' : ''}to land on a keyframe`;
    return outcome(check?.result === 'pass', `${wanted}: ${why}`);
  },

  toHaveHead(seen, { hop, side = 'response', name, value }) {
    const heads = exchangesOf(seen)
      .flatMap(({ hops }) => hops.filter(({ kind }) => kind === hop))
      .map((each) => (side === 'request' ? each.requestHead : each.responseHead));
    const values = heads.flatMap((head) => valuesIn(head, name));
    const isSame = (text: string) =>
      value === undefined || (typeof value === 'string' ? text === value : value.test(text));
    const line = `${name}${value === undefined ? '' : `: ${value}`}`;
    const none = heads.length === 0 ? 'there was no such hop' : 'there is no such field';
    const got = values.length === 0 ? none : `it says ${values.join(', ')}`;
    return outcome(
      values.some(isSame),
      `Expected ${this.isNot ? 'no' : 'a'} line "${line}" in the ${side} head of the ${hop} hop; ${got}`,
    );
  },
};

/** Playwright's `expect`, with what can be said of a seek. */
export const expect: Expect<SeekMatchers> = baseExpect.extend(matchers);

const outcome = (pass: boolean, message: string): Outcome => ({ pass, message: () => message });

const exchangesOf = (seen: Seen): readonly Exchange[] =>
  'exchanges' in seen ? seen.exchanges : [seen];

async function triedAgain(
  attempt: () => unknown,
  options: string | { timeout?: number; intervals?: number[] } | undefined,
): Promise<Outcome> {
  try {
    await baseExpect(async () => attempt()).toPass(typeof options === 'string' ? {} : options);
    return outcome(true, 'Expected the function to go on throwing');
  } catch (error) {
    return outcome(false, error instanceof Error ? error.message : String(error));
  }
}

function missed({ checks }: JudgedSeek, code: string) {
  const check = checks.find((each) => each.code === code);
  if (check === undefined) throw new TypeError(`There is no check "${code}".`);
  return check.result === 'pass' ? [] : [check];
}

function valuesIn(head: string, name: string): string[] {
  const lines = head.split('\r\n').slice(1);
  return lines.flatMap((line) => {
    const colon = line.indexOf(':');
    if (colon <= 0 || line.slice(0, colon).toLowerCase() !== name.toLowerCase()) return [];
    return [line.slice(colon + 1).trim()];
  });
}
