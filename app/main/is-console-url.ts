/**
 * Is this address the console's own page? Same origin and below this run's token; a fragment or
 * query may follow, another path may not.
 */
export function isConsoleUrl(address: string, consoleUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const asked = new URL(address);
  const own = new URL(consoleUrl);
  return (
    asked.origin === own.origin &&
    asked.pathname === own.pathname &&
    asked.username === '' &&
    asked.password === ''
  );
}

/** Sites that the page may open in the user's browser: where the standards it cites are. */
const externalHosts: readonly string[] = ['www.rfc-editor.org', 'rtmp.veriskope.com'];

/** May a link be handed to the user's browser? Only plain https links to known sites. */
export function isExternalLinkAllowed(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === 'https:' && externalHosts.includes(host) && username + password === '';
}
