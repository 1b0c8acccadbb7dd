/** Runs in the console's own page, given in by the browser: the product has no part of it. */

interface LongTask {
  atMs: number;
  tookMs: number;
}

/** What the page had done when its first picture was on screen; bytes as they are decoded. */
export interface StartFigures {
  pictureMs: number;
  scriptBytes: number;
  longTasks: LongTask[];
}

/** What the page did while something went on. */
export interface WorkFigures {
  frames: number;
  pictures: number;
  forMs: number;
  longTasks: LongTask[];
}

const longTasks: LongTask[] = [];
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) {
    longTasks.push({ atMs: startTime, tookMs: duration });
  }
}).observe({ type: 'longtask', buffered: true });

/** The buffer of resources is small, and no file may be missing. */
performance.setResourceTimingBufferSize(1000);

const firstPicture = new Promise<number>((resolve) => {
  const look = () => {
    const video = document.querySelector('video');
    if (video) video.requestVideoFrameCallback(() => resolve(performance.now()));
    else requestAnimationFrame(look);
  };
  look();
});

const probe = {
  async start(): Promise<StartFigures> {
    const pictureMs = await firstPicture;
    await probe.untilIdle();
    return { pictureMs, scriptBytes: scriptBytesBefore(pictureMs), longTasks: [...longTasks] };
  },
  /** All scripts that the page loaded by now. */
  scriptBytes: () => scriptBytesBefore(Number.POSITIVE_INFINITY),
  untilIdle(): Promise<void> {
    return new Promise((resolve) => {
      requestIdleCallback(() => requestAnimationFrame(() => resolve()));
    });
  },
  /** Where that element is: its box in the window, px. */
  boxOf(selector: string) {
    const box = document.querySelector(selector)?.getBoundingClientRect();
    return box ? { x: box.x, y: box.y, width: box.width, height: box.height } : null;
  },
  /** Begins to watch; `endWork` says what there was since. */
  beginWork(): void {
    work = watchWork();
  },
  endWork: (): WorkFigures => work(),
};

declare global {
  interface Window {
    consoleProbe: typeof probe;
  }
}
window.consoleProbe = probe;

let work = (): WorkFigures => ({ frames: 0, pictures: 0, forMs: 0, longTasks: [] });

function watchWork(): () => WorkFigures {
  const fromMs = performance.now();
  const over = new AbortController();
  const pictures = new Set<number>();
  let frames = 0;
  const count = () => {
    if (over.signal.aborted) return;
    frames += 1;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  const video = document.querySelector('video');
  const look: VideoFrameRequestCallback = (_now, { mediaTime }) => {
    pictures.add(mediaTime);
    if (!over.signal.aborted) video?.requestVideoFrameCallback(look);
  };
  video?.requestVideoFrameCallback(look);
  return () => {
    over.abort();
    return {
      frames,
      pictures: pictures.size,
      forMs: performance.now() - fromMs,
      longTasks: longTasks.filter(({ atMs }) => atMs >= fromMs),
    };
  };
}

function scriptBytesBefore(untilMs: number): number {
  let bytes = 0;
  for (const entry of performance.getEntriesByType('resource') as PerformanceResourceTiming[]) {
    const isScript = new URL(entry.name).pathname.endsWith('.js');
    if (isScript && entry.responseEnd <= untilMs) bytes += entry.decodedBodySize;
  }
  return bytes;
}
