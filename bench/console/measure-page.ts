import { setTimeout as delay } from 'node:timers/promises';
import type { ConsoleServer } from '../player/console/console-server.ts';
import {
  launchPlainBrowser,
  type PlainBrowser,
  type PlainPage,
} from '../player/console/plain-browser.ts';
import type { StartFigures, WorkFigures } from './probe.ts';

/** One start of the page, and all the scripts that it has loaded once it is idle. */
export interface Start extends StartFigures {
  laterScriptBytes: number;
}

/** The console at a video, in a browser that nobody watches. */
export interface Console {
  server: Pick<ConsoleServer, 'url'>;
  probe: string;
}

const LEFT = 0.1;
const RIGHT = 0.9;
const MOVES_PER_SECOND = 60;

/** Each in a browser of its own, as the first page that somebody opens. */
export async function measureStarts(console: Console, count: number): Promise<Start[]> {
  const starts: Start[] = [];
  for (let n = 0; n < count; n += 1) {
    await inPage(console, '', async (page) => {
      const figures = await page.evaluate<StartFigures>('window.consoleProbe.start()');
      await delay(1500);
      const laterScriptBytes = await page.evaluate<number>('window.consoleProbe.scriptBytes()');
      starts.push({ ...figures, laterScriptBytes });
    });
  }
  return starts;
}

/** Drags over the timeline, there and back. */
export function measureDrag(console: Console, video: string, forMs: number): Promise<WorkFigures> {
  return inPage(console, `#video=${video}`, async (page) => {
    await page.evaluate('window.consoleProbe.start()');
    const box = await boxOf(page, '#timeline');
    const y = box.y + box.height / 2;
    const at = (share: number) => {
      const toAndFro = 1 - Math.abs(1 - 2 * share);
      return { x: box.x + box.width * (LEFT + (RIGHT - LEFT) * toAndFro), y };
    };
    await page.mouse('down', at(0));
    await page.evaluate('window.consoleProbe.beginWork()');
    const startMs = performance.now();
    for (let n = 0; performance.now() - startMs < forMs; n += 1) {
      await page.mouse('move', at((performance.now() - startMs) / forMs), true);
      await delay(Math.max(0, startMs + (n * 1000) / MOVES_PER_SECOND - performance.now()));
    }
    const figures = await page.evaluate<WorkFigures>('window.consoleProbe.endWork()');
    await page.mouse('up', at(1), false);
    return figures;
  });
}

async function inPage<T>(
  { server, probe }: Console,
  hash: string,
  measure: (page: PlainPage) => Promise<T>,
): Promise<T> {
  const browser: PlainBrowser = await launchPlainBrowser();
  try {
    const page = await browser.open(`${server.url}${hash}`, probe);
    while (!(await page.evaluate<boolean>('typeof window.consoleProbe === "object"'))) {
      await delay(20);
    }
    return await measure(page);
  } finally {
    await browser.close();
  }
}

async function boxOf(page: PlainPage, selector: string) {
  const expression = `window.consoleProbe.boxOf(${JSON.stringify(selector)})`;
  const box = await page.evaluate<{ x: number; y: number; width: number; height: number } | null>(
    expression,
  );
  if (!box) throw new Error(`the page has no ${selector}`);
  return box;
}
