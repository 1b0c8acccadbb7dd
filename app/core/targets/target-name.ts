/** How a target's video is named in the library: `TARGET://NAME`. */
const ENTRY_NAME = /^([A-Za-z0-9][A-Za-z0-9._-]{0,63}):\/\/(.+)$/s;

export function entryNameOf(target: string, videoName: string): string {
  return `${target}://${videoName}`;
}

/** Null for a name of any other form. */
export function readEntryName(text: string): { target: string; videoName: string } | null {
  const [, target, videoName] = ENTRY_NAME.exec(text) ?? [];
  return target === undefined || videoName === undefined ? null : { target, videoName };
}
