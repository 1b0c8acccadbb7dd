import type { Behaviour, ExpectedAnswer, Page } from './cases/case.ts';
import type { Observation } from './peers/proxy-under-test.ts';
import { describeBytes } from './wire/describe-bytes.ts';

/** A behaviour in words, so that a difference can be read; equal words mean equal bytes. */
export interface Description {
  answers: { statusLine: string; contentLength: number | null; received: string }[];
  connection: string;
  storage: string[];
}

/** What was observed. Where the case describes a page and it is one, that description stands. */
export function describeObservation(seen: Observation, expected: Behaviour): Description {
  return {
    answers: seen.answers.map(({ statusLine, contentLength, received }, i) => {
      const wanted = expected.answers[i]?.received;
      const isWantedPage = wanted && isPage(wanted) && isLikePage(received, wanted);
      return {
        statusLine,
        contentLength,
        received: isWantedPage ? describePage(wanted) : describeBytes(received),
      };
    }),
    connection: seen.connection,
    storage: seen.storage,
  };
}

/** What the case wants; the length of a page is taken from what came. */
export function describeExpected(expected: Behaviour, seen: Observation): Description {
  return {
    answers: expected.answers.map(({ statusLine, contentLength, received }, i) => {
      const length = isPage(received)
        ? (seen.answers[i]?.received.length ?? null)
        : received.length;
      return {
        statusLine,
        contentLength: contentLength === undefined ? length : contentLength,
        received: isPage(received) ? describePage(received) : describeBytes(received),
      };
    }),
    connection: expected.connection,
    storage: [...expected.storage],
  };
}

function isPage(received: ExpectedAnswer['received']): received is Page {
  return 'text' in received;
}

function isLikePage(received: Buffer, { prefix, text }: Page): boolean {
  const isPrefixed = received.subarray(0, prefix.length).equals(prefix);
  return isPrefixed && text.test(received.toString('latin1', prefix.length));
}

function describePage({ prefix, text }: Page): string {
  return prefix.length === 0 ? `like ${text}` : `${describeBytes(prefix)} + like ${text}`;
}
