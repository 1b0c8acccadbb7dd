const STORED_AS = 'seeklab-pages';
/** So often may a page be loaded again before its first seeks are taken for another page's. */
const KEPT = 50;

/** Tells this page's seeks apart from those of other pages on the same reproxy. */
export const pageId = Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) =>
  (byte % 36).toString(36),
).join('');

/** This page, and what it was before it was loaded again. */
const ownIds = [pageId, ...readIds()].slice(0, KEPT);
keepIds();

/** Did this page ask for it, perhaps before it was loaded again? */
export function isOwnSeek(seekId: string): boolean {
  return ownIds.includes(seekId.split('.')[0] ?? '');
}

function readIds(): string[] {
  try {
    return sessionStorage.getItem(STORED_AS)?.split(' ') ?? [];
  } catch {
    // Where nothing may be stored, a page that is loaded again is another page.
    return [];
  }
}

function keepIds(): void {
  try {
    sessionStorage.setItem(STORED_AS, ownIds.join(' '));
  } catch {
    // As above.
  }
}
