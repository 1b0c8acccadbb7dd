/** Does a target name an FLV file, whatever its query? */
export function isFlvTarget(target: string): boolean {
  return /^[^?]*\.flv(?:\?|$)/.test(target);
}

/**
 * The value of a query parameter as it is written; the first one when there are several; null when
 * there is none.
 * @param isAnyCase nginx compares names without regard to case, the others do not
 */
export function queryParameter(target: string, name: string, isAnyCase = false): string | null {
  const question = target.indexOf('?');
  if (question < 0) return null;
  for (const part of target.slice(question + 1).split('&')) {
    const [written = '', ...value] = part.split('=');
    if (written === name || (isAnyCase && written.toLowerCase() === name)) return value.join('=');
  }
  return null;
}

/** The target without those query parameters. */
export function withoutParameters(target: string, names: readonly string[]): string {
  const question = target.indexOf('?');
  if (question < 0) return target;
  const kept = target
    .slice(question + 1)
    .split('&')
    .filter((part) => !names.includes(part.split('=')[0]?.toLowerCase() ?? ''));
  const path = target.slice(0, question);
  return kept.length === 0 ? path : `${path}?${kept.join('&')}`;
}
