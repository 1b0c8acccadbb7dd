import { median } from '../lib/numbers.ts';
import { launchPlainBrowser } from '../player/console/plain-browser.ts';
import type { FullSeeklab } from './start-full-seeklab.ts';

const RELOADS = 5;

/** The console with a full log: from navigation to its rows on screen, ms, and the page's heap, bytes. */
export interface ConsoleFigures {
  rowsAfterMs: number;
  heapBytes: number;
}

export async function measureConsole({ consoleUrl }: FullSeeklab): Promise<ConsoleFigures> {
  const browser = await launchPlainBrowser();
  try {
    const times: number[] = [];
    let heapBytes = 0;
    for (let n = 0; n < RELOADS; n++) {
      const page = await browser.open(consoleUrl);
      times.push(await page.evaluate<number>(ROWS_ON_SCREEN));
      heapBytes = await page.evaluate<number>('performance.memory.usedJSHeapSize');
      await page.close();
    }
    return { rowsAfterMs: median(times), heapBytes };
  } finally {
    await browser.close();
  }
}

/** On the page's clock, which starts with its navigation. */
const ROWS_ON_SCREEN = `new Promise((resolve) => {
  const look = () => {
    const rows = document.querySelectorAll('table[aria-label="Seek log"] tbody tr').length;
    if (rows > 3) resolve(performance.now());
    else requestAnimationFrame(look);
  };
  look();
})`;
