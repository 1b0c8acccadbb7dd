/** A request target, split but not decoded. */
export interface RequestTarget {
  /** Starts with `/`. */
  path: string;
  /** Without the `?`; empty when there is none. */
  query: string;
}

/**
 * Splits a request target of the origin form or the absolute form (RFC 9112, section 3.2).
 * Nothing is decoded or normalised: what was asked for stays what is looked up.
 */
export function splitTarget(target: string): RequestTarget {
  // Nearly always it has that form already, and each request is split several times.
  const originForm = target.startsWith('/') ? target : target.replace(/^https?:\/\/[^/?#]*/i, '');
  const mark = originForm.indexOf('?');
  if (mark < 0) return { path: originForm || '/', query: '' };
  return { path: originForm.slice(0, mark) || '/', query: originForm.slice(mark + 1) };
}
