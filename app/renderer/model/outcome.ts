import { type SeeklabError, toSeeklabError } from '../../contract/errors.ts';

/** What came of something that may be refused. */
export type Outcome<T> = { ok: true; data: T } | { ok: false; error: SeeklabError };

export function outcomeOf<T>(answer: Promise<T>): Promise<Outcome<T>> {
  return answer.then(
    (data) => ({ ok: true, data }),
    (thrown: unknown) => ({ ok: false, error: toSeeklabError(thrown) }),
  );
}
