import { type MouseEvent, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { StripCell } from '../../contract/sweep-run.ts';
import type { VideoFacts } from '../../contract/video.ts';
import type { VideoClock } from '../../seek/clock/video-clock.ts';
import { formatCount, plural } from '../../seek/format.ts';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { workbenchStore } from '../model/stores.ts';
import { allResults, shownSweep, sweepStore } from '../model/sweep-store.ts';
import type { TimelineView } from '../model/timeline-view.ts';
import { drawStrip, STRIP_PX, type StripColors } from './draw-strip.ts';
import css from './heat-strip.module.css';
import { CELL_PX, stripEdges } from './strip-edges.ts';
import { useRead } from './use-read.ts';

interface HeatStripProps {
  facts: VideoFacts;
  clock: VideoClock;
  view: TimelineView;
  widthPx: number;
}

/** What came of the sweep that is looked at, place by place in the open video. */
export function HeatStrip({ facts, clock, view, widthPx }: HeatStripProps) {
  const { client } = useWorkbench();
  const sweep = useStore(sweepStore, shownSweep);
  const video = sweep?.summary.videos.findIndex(({ name }) => isVideo(name, facts)) ?? -1;
  const done = sweep?.summary.counts.done ?? 0;
  const filter = useStore(sweepStore, (state) => state.view.filter);
  const isShown = sweep !== null && video >= 0 && done > 0 && widthPx > 0;
  const { target } = filter;
  const place = `${view.fromMs} ${view.toMs} ${widthPx}`;
  const subject = `${sweep?.id} ${video} ${facts.name} ${place}`;
  const cells = useRead(subject, isShown ? `${subject} ${done} ${target}` : null, () =>
    client.sweeps.read('sweeps.strip', {
      id: sweep?.id ?? '',
      filter: { ...allResults.filter, video, target },
      edges: stripEdges(clock, facts.sizeBytes, view, widthPx),
    }),
  );
  if (!isShown) return null;
  return <Strip cells={cells ?? []} widthPx={widthPx} />;
}

/** At a target a video has the name that it has there. */
const isVideo = (name: string, { name: open, target }: VideoFacts) =>
  name === open || name === target?.videoName;

function Strip({ cells, widthPx }: { cells: readonly (StripCell | null)[]; widthPx: number }) {
  const { client } = useWorkbench();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pointed, setPointed] = useState<StripCell | null>(null);
  const look = useLook();
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const scale = window.devicePixelRatio || 1;
    element.width = Math.round(widthPx * scale);
    element.height = Math.round(STRIP_PX * scale);
    drawStrip(context, cells, colorsOf(element, look));
  }, [cells, widthPx, look]);
  const cellAt = (event: MouseEvent) =>
    cells[Math.floor(event.nativeEvent.offsetX / CELL_PX)] ?? null;
  const onClick = (event: MouseEvent) => {
    const cell = cellAt(event);
    if (cell === null) return;
    sweepStore.setState({ number: cell.number, place: null });
    void client.sweeps.seekThere(cell.number);
  };
  return (
    <div className={css.strip} style={{ height: STRIP_PX }}>
      {/* By keys, one goes through the table, which has all that is drawn. */}
      <canvas
        ref={canvas}
        className={css.canvas}
        role="img"
        aria-label={`Sweep over the video: ${countsText(sumOf(cells))}`}
        title={pointed ? `${countsText(pointed)}. Click: seek there` : ''}
        onMouseMove={(event) => setPointed(cellAt(event))}
        onClick={onClick}
      />
      <i className={css.pass} hidden />
      <i className={css.warn} hidden />
      <i className={css.fail} hidden />
      <i className={css.skip} hidden />
      <i className={css.ground} hidden />
    </div>
  );
}

type Counts = Pick<StripCell, 'pass' | 'warn' | 'fail' | 'skip'>;

function sumOf(cells: readonly (StripCell | null)[]): Counts {
  const sum = { pass: 0, warn: 0, fail: 0, skip: 0 };
  for (const cell of cells) {
    if (cell === null) continue;
    for (const key of ['pass', 'warn', 'fail', 'skip'] as const) sum[key] += cell[key];
  }
  return sum;
}

function countsText({ pass, warn, fail, skip }: Counts): string {
  const words = [
    [fail, 'failed'],
    [warn, 'warned'],
    [pass, 'passed'],
    [skip, 'not checked'],
  ] as const;
  const said = words.filter(([count]) => count > 0);
  if (said.length === 0) return plural(0, 'seek');
  return said.map(([count, word]) => `${formatCount(count)} ${word}`).join(', ');
}

/** What the colours depend on; a canvas does not follow them by itself. */
function useLook(): string {
  const theme = useStore(workbenchStore, ({ settings }) => settings.theme);
  const [system, setSystem] = useState('');
  useEffect(() => {
    const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) =>
      window.matchMedia(query),
    );
    const told = new AbortController();
    const read = () => setSystem(queries.map(({ matches }) => matches).join(' '));
    for (const query of queries) query.addEventListener('change', read, { signal: told.signal });
    read();
    return () => told.abort();
  }, []);
  return `${theme} ${system}`;
}

/** As the style sheet has them; `look` says only that they may be others now. */
function colorsOf(canvas: HTMLCanvasElement, _look: string): StripColors {
  const of = (name: keyof StripColors) => {
    const sample = canvas.parentElement?.querySelector(`.${CSS.escape(css[name] ?? '')}`);
    return sample ? getComputedStyle(sample).color : '#888';
  };
  return {
    pass: of('pass'),
    warn: of('warn'),
    fail: of('fail'),
    skip: of('skip'),
    ground: of('ground'),
  };
}
