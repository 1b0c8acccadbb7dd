import type { SeekAsked } from '../../contract/seek.ts';
import { type GoToVideo, parseGoTo } from './go-to.ts';

/** A list of places, one a line, each as the go-to box reads it. */
export interface AskList {
  asks: SeekAsked[];
  /** Lines that name no place: their number, from 1 on, and why. */
  bad: { line: number; text: string; reason: string }[];
}

/** A line that names a place, and its number, from 1 on. */
export interface PlaceLine {
  number: number;
  text: string;
}

/** `#21` is a keyframe, `# 21` none. */
const isRemark = (line: string) => /^(?:#(?!\d)|\/\/)/.test(line);

/** The lines of a list of places; empty ones and remarks (`# …`, `// …`) are passed over. */
export function placeLines(text: string): PlaceLine[] {
  return text
    .split('\n')
    .map((line, i) => ({ number: i + 1, text: line.trim() }))
    .filter((line) => line.text !== '' && !isRemark(line.text));
}

export function readAskList(text: string, video: GoToVideo): AskList {
  const list: AskList = { asks: [], bad: [] };
  for (const { number, text: line } of placeLines(text)) {
    const goTo = parseGoTo(line, video);
    if (goTo.isUnderstood) list.asks.push(goTo.asked);
    else list.bad.push({ line: number, text: line.slice(0, 100), reason: goTo.reason });
  }
  return list;
}
