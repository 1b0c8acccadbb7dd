/**
 * Is it one of the fields that application and reproxy talk in? Also in the spelling with
 * underscores, which CGI makes the same variable of.
 * @param key its name in lower case
 */
export function isReproxyField(key: string): boolean {
  return key.startsWith('x') && key.replaceAll('_', '-').startsWith('x-reproxy-');
}
