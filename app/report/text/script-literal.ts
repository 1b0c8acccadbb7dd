/**
 * A text as a literal of JavaScript, between single quotes. Whatever a server or a file chose, it ends nowhere
 * but there: line ends, control characters and halves of surrogate pairs are escaped.
 */
export function scriptLiteral(text: string): string {
  const escaped = text.replace(SPECIAL, (char) => SHORT[char] ?? unicodeEscape(char));
  return `'${escaped}'`;
}

/** A text that stands in a comment up to the end of the line. */
export function scriptComment(text: string): string {
  return `// ${text.replace(LINE_ENDS, ' ')}`;
}

/** Alone, without its other half, a surrogate is no character that a file of UTF-8 can hold. */
const LONE_SURROGATES = String.raw`[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]`;
const SPECIAL = new RegExp(
  String.raw`['\\]|[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]|${LONE_SURROGATES}`,
  'g',
);
const LINE_ENDS = new RegExp(
  String.raw`[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]+|${LONE_SURROGATES}`,
  'g',
);

const SHORT: Readonly<Record<string, string>> = {
  "'": "\\'",
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

const unicodeEscape = (char: string) =>
  `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
