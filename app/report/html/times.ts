import type { SweepSummary } from '../../contract/sweep.ts';
import { formatCount, formatDuration } from '../../seek/format.ts';
import { targetText } from '../text/result-words.ts';
import { html, type Markup } from './markup.ts';
import type { Survey, Times } from './survey.ts';

const BINS = 48;
const WIDTH = 640;
const HEIGHT = 170;
const TOP = 34;
const BASE = 144;
/** Fewer say nothing of how they are spread. */
const LEAST_VALUES = 5;

const kinds: readonly { key: keyof Times; name: string }[] = [
  { key: 'firstByte', name: 'First byte after' },
  { key: 'picture', name: 'Picture after' },
];

/** How long it took: a histogram and percentiles by target, of what was measured. */
export function timesSection(summary: SweepSummary, survey: Survey): Markup | null {
  const shown = kinds.filter(
    ({ key }) => survey.times.reduce((sum, times) => sum + times[key].length, 0) >= LEAST_VALUES,
  );
  if (shown.length === 0) return null;
  return html`<section class="card" aria-labelledby="times-title">
<h2 id="times-title">Times</h2>
<div class="pair">
${shown.map(({ key, name }) => {
  const lists = survey.times.map((times) => times[key]);
  return html`<div><h3>${name}</h3>
${histogram(name, lists)}
<div class="scroll" role="group" aria-label="${name}, by target" tabindex="0">${percentiles(name, lists, summary)}</div></div>
`;
})}</div>
</section>
`;
}

/** @param sorted rising. @returns the nearest-rank percentile */
export function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

const shares = [50, 90, 95, 99] as const;

function percentiles(name: string, lists: readonly number[][], { targets }: SweepSummary): Markup {
  return html`<table aria-label="${name}: percentiles by target">
<thead><tr><th scope="col">Target</th><th scope="col" class="number">Seeks</th>${shares.map((share) => html`<th scope="col" class="number">p${share}</th>`)}<th scope="col" class="number">Longest</th></tr></thead>
<tbody>${lists.map((sorted, at) => {
    const target = targets[at];
    if (sorted.length === 0 || target === undefined) return null;
    return html`<tr><th scope="row" class="wrap">${targetText(target)}</th><td class="number">${formatCount(sorted.length)}</td>${shares.map((share) => html`<td class="number">${formatDuration(percentile(sorted, share))}</td>`)}<td class="number">${formatDuration(percentile(sorted, 100))}</td></tr>`;
  })}</tbody></table>`;
}

/** Of all targets together, over a logarithmic scale: a few that take long do not flatten the rest. */
function histogram(name: string, lists: readonly number[][]): Markup {
  const all = lists.flat().sort((a, b) => a - b);
  const scale = scaleOf(all);
  const bins = new Array<number>(BINS).fill(0);
  for (const ms of all) {
    const bin = Math.min(BINS - 1, Math.floor(scale.shareOf(ms) * BINS));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const most = bins.reduce((largest, count) => Math.max(largest, count), 1);
  const x = (ms: number) => round(scale.shareOf(ms) * WIDTH);
  const lines = ([50, 95] as const).map((share) => ({ share, ms: percentile(all, share) }));
  const label = `${name}, ${formatCount(all.length)} seeks: ${lines.map(({ share, ms }) => `p${share} ${formatDuration(ms)}`).join(', ')}`;
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">
<g class="bars">${bins.map((count, at) => (count === 0 ? null : bar(at, count, most)))}</g>
<line class="base" x1="0" x2="${WIDTH}" y1="${BASE}" y2="${BASE}"/>
${scale.ticks.map((ms) => html`<text x="${x(ms)}" y="${BASE + 16}" text-anchor="${anchorAt(x(ms))}">${formatDuration(ms)}</text>`)}
${lines.map(({ share, ms }, row) => html`<line class="mark-line" x1="${x(ms)}" x2="${x(ms)}" y1="${12 + row * 13}" y2="${BASE}"/><text x="${x(ms) + (x(ms) > WIDTH - 110 ? -4 : 4)}" y="${11 + row * 13}" text-anchor="${x(ms) > WIDTH - 110 ? 'end' : 'start'}">p${share} ${formatDuration(ms)}</text>`)}
</svg>`;
}

function bar(at: number, count: number, most: number): Markup {
  const width = WIDTH / BINS;
  const height = Math.max(1.5, ((BASE - TOP) * count) / most);
  return html`<rect x="${round(at * width + 0.5)}" y="${round(BASE - height)}" width="${round(width - 1)}" height="${round(height)}"><title>${formatCount(count)}</title></rect>`;
}

const anchorAt = (x: number) => (x < 24 ? 'start' : x > WIDTH - 24 ? 'end' : 'middle');
const round = (value: number) => Math.round(value * 10) / 10;

/** From the shortest to the longest, with 1, 2 and 5 of each power of ten that lies between. */
function scaleOf(sorted: readonly number[]) {
  const floor = 0.01;
  const first = Math.max(sorted[0] ?? floor, floor) / 1.05;
  const last = Math.max(sorted.at(-1) ?? floor, floor) * 1.05;
  const width = Math.log(last / first);
  const shareOf = (ms: number) =>
    Math.min(1, Math.max(0, Math.log(Math.max(ms, floor) / first) / width));
  const steps = last / first > 200 ? [1] : [1, 2, 5];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(first)); 10 ** power < last; power += 1) {
    for (const step of steps) {
      const ms = step * 10 ** power;
      if (ms >= first && ms <= last) ticks.push(ms);
    }
  }
  return { shareOf, ticks: ticks.length > 0 ? ticks : [sorted[0] ?? floor] };
}
