import type { SeekAsked } from '../../contract/seek.ts';
import { type GoToVideo, parseGoTo } from './go-to.ts';

/** A list of places, one a line, each as the go-to box reads it. */
export interface AskList {
  asks: SeekAsked[];
  /** Lines that name no place: their number, from 1 on, and why. */
  bad: { line: number; text: string; reason: string }[];
}

/** Empty lines, and those that begin with `//`, are passed over. */
export function readAskList(text: string, video: GoToVideo): AskList {
  const list: AskList = { asks: [], bad: [] };
  text.split('\n').forEach((each, index) => {
    const line = each.trim();
    if (line === '' || line.startsWith('//')) return;
    const goTo = parseGoTo(line, video);
    if (goTo.isUnderstood) list.asks.push(goTo.asked);
    else list.bad.push({ line: index + 1, text: line.slice(0, 100), reason: goTo.reason });
  });
  return list;
}
