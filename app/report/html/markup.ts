/** HTML that is whole and safe as it stands. */
export interface Markup {
  readonly markup: string;
}

type Part = Markup | string | number | null | readonly Part[];

/**
 * Makes HTML of a template; what is put into it is text, in an element or in a quoted attribute, unless it is
 * markup itself. Null stands for nothing.
 */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let markup = pieces[0] ?? '';
  for (const [index, part] of parts.entries()) markup += markupOf(part) + (pieces[index + 1] ?? '');
  return { markup };
}

function markupOf(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return 'markup' in part ? part.markup : part.map(markupOf).join('');
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string) => text.replace(/[&<>"']/g, (char) => references[char] ?? '');

/** JSON that may stand in a `<script>`: no text in it can end it, or begin a comment. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
