/** What XML 1.0 has no place for (section 2.2), not even as a reference; lone surrogates are no characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for.
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** Text between tags. */
export function xmlText(text: string): string {
  return text
    .replace(ILLEGAL, '\ufffd')
    .replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`)
    .replaceAll('\r', '&#13;');
}

/** Attributes, each with a space in front; line ends in them would be read as spaces (section 3.3.3). */
export function xmlAttributes(values: Readonly<Record<string, string | number | null>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name}="${attributeText(String(value))}"`)
    .join('');
}

const attributeText = (text: string) =>
  xmlText(text).replace(/["'\t\n]/g, (char) => `&#${char.charCodeAt(0)};`);
