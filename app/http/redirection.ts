const REDIRECTIONS = new Set([301, 302, 303, 307, 308]);

/** Does an answer of that status lead to its Location (RFC 9110, section 15.4)? */
export function isRedirection(status: number): boolean {
  return REDIRECTIONS.has(status);
}
