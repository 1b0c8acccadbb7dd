import type { ExportedFile } from './export-rows.ts';
import { tell } from './notices.ts';

/** Hands a report to the browser as a file. */
export function saveExport({ name, mediaType, text }: ExportedFile): void {
  const url = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  tell(`Saved as ${name}.`);
}

/** @param what begins the sentence that says so */
export async function copyText(what: string, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    tell(`${what} copied.`);
  } catch {
    tell('The browser did not allow copying.');
  }
}
