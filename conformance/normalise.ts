import type { Observation } from './under-test/proxy-under-test.ts';

/**
 * All that may differ between a peer and ours without being a difference in behaviour, in one
 * place. Everything else has to be equal, or is a deviation that names its row of the contract.
 */

/**
 * Fields that are compared in another way, or not.
 * - Date: the application's own, to the second; the two applications are asked at different times.
 * - Connection, Keep-Alive: about this connection only (RFC 9110 section 7.6.1) and different
 *   between HTTP/1.0 and 1.1; what the connection then really does is compared instead.
 * - Content-Length: compared by value, next to the number of bytes received.
 * - Server: a server names itself.
 */
const leftOut = /^(date|connection|keep-alive|content-length|server):/i;

/** Field lines that have to be equal. Their order carries no meaning (RFC 9110 section 5.3). */
export function comparableFields(fieldLines: readonly string[]): string[] {
  return fieldLines.filter((line) => !leftOut.test(line)).sort();
}

/** With quirks on every line has to be there, and only the time may differ. */
export function allFields(fieldLines: readonly string[]): string[] {
  return fieldLines.map((line) => line.replace(/^(date): .*/i, '$1: *')).sort();
}

/**
 * The same, where a wanted line may be `Name: *`: then a line of that name is like it, whatever its
 * value.
 */
export function fieldsAsWanted(
  fieldLines: readonly string[],
  wantedLines: readonly string[],
): string[] {
  const anyValue = wantedLines.filter((line) => line.endsWith(': *'));
  return comparableFields(fieldLines).map(
    (line) => anyValue.find((wanted) => line.startsWith(wanted.slice(0, -1))) ?? line,
  );
}

/**
 * Status code alone. The version is that of the server that speaks, and the reason phrase means
 * nothing (RFC 9112 section 4).
 */
export function statusOf(statusLine: string): number {
  return Number(statusLine.split(' ')[1]);
}

/**
 * Requests that storage got. One that went out on an idle connection which storage was just closing
 * is sent once more on a new one (RFC 9112 section 9.3.1): twice the same counts once.
 */
export function askedOnce(storage: Observation['storage']): string[] {
  return storage.filter((line, i, lines) => line !== lines[i - 1]);
}

/** The same without the HTTP version: Perlbal asks in 1.0, we in 1.1. */
export function comparableStorage(storage: Observation['storage']): string[] {
  return askedOnce(storage).map((line) => line.replace(/ HTTP\/1\.[01]/, ''));
}

/**
 * What nginx with Lua answered, less the fields of storage's file: X-Accel-Redirect keeps those, and
 * ours has the application's alone. A 206 has Accept-Ranges from storage with both.
 */
export function withoutStorageFields(seen: Observation): Observation {
  const answers = seen.answers.map((answer) => {
    const storages =
      statusOf(answer.statusLine) === 206
        ? /^(etag|last-modified):/i
        : /^(etag|last-modified|accept-ranges):/i;
    return { ...answer, fieldLines: answer.fieldLines.filter((line) => !storages.test(line)) };
  });
  return { ...seen, answers };
}
