// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not reach a terminal.
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;

/**
 * Text from a file or a server as a terminal may get it: control characters, with which it could
 * be made to do things, are written out (`\x1b`). Line feeds stay.
 */
export function safeText(text: string): string {
  return text.replace(CONTROL, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
