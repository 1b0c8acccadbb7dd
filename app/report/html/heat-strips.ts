import type { CheckOutcome } from '../../contract/check.ts';
import type { SweepSummary } from '../../contract/sweep.ts';
import { formatCount, formatTime, plural } from '../../seek/format.ts';
import { targetText } from '../text/result-words.ts';
import { html, type Markup } from './markup.ts';
import { STRIP_CELLS, type Strip, type StripCell, type Survey } from './survey.ts';

const CELL_WIDTH = 5;
const HEIGHT = 30;

/** Where in the videos which results came: a strip for each video and target. */
export function heatStrips(summary: SweepSummary, { strips, stripsLeftOut, detailed }: Survey) {
  return html`<section class="card" aria-labelledby="strips-title">
<h2 id="strips-title">Over the video</h2>
${patterns}
<p class="legend">${legend}</p>
${strips.map((strip) => stripMarkup(strip, summary, detailed))}
${stripsLeftOut === 0 ? null : html`<p class="faint">${formatCount(stripsLeftOut)} more strips are left out; the table has all results.</p>`}
</section>
`;
}

/** Not by colour alone: a failure is hatched, a warning dotted. */
const patterns = html`<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>
<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ground-fail" width="7" height="7"/><line class="sign-fail" x1="0" y1="0" x2="0" y2="7"/></pattern>
<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse"><rect class="ground-warn" width="5" height="5"/><circle class="sign-warn" cx="2.5" cy="2.5" r="1.4"/></pattern>
</defs></svg>`;

const words: Readonly<Record<CheckOutcome, string>> = {
  fail: 'failed',
  warn: 'warned',
  pass: 'passed',
  skip: 'not checked',
};

const legend = (Object.keys(words) as CheckOutcome[]).map(
  (outcome) =>
    html`<span><svg aria-hidden="true"><rect class="cell-${outcome}" width="14" height="14"/></svg>${words[outcome]}</span>`,
);

function stripMarkup(
  strip: Strip,
  { videos, targets }: SweepSummary,
  detailed: ReadonlySet<number>,
): Markup {
  const video = videos[strip.video];
  const target = targets[strip.target];
  const name = `${video?.name ?? 'unknown'} at ${target ? targetText(target) : 'unknown'}`;
  const sizeBytes = video?.sizeBytes ?? 0;
  return html`<div class="strip">
<p class="strip-head"><span class="wrap">${name}</span><span class="soft">${countsText(strip.counts)}</span></p>
<svg viewBox="0 0 ${STRIP_CELLS * CELL_WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="group" aria-label="${name}: ${countsText(strip.counts)}">${strip.cells.map((cell, at) => (cell ? cellMarkup(cell, at, sizeBytes, detailed) : null))}</svg>
<p class="axis"><span>byte 0${video?.durationMs == null ? null : ', 0:00'}</span><span>${placelessText(strip.placeless)}</span><span>byte ${formatCount(sizeBytes)}${video?.durationMs == null ? null : `, ${formatTime(video.durationMs)}`}</span></p>
</div>
`;
}

const placelessText = (count: number) =>
  count === 0 ? '' : `${plural(count, 'seek')} with no place in the file`;

export function countsText(counts: Readonly<Record<CheckOutcome, number>>): string {
  return (Object.keys(words) as CheckOutcome[])
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${formatCount(counts[outcome])} ${words[outcome]}`)
    .join(', ');
}

function cellMarkup(
  { counts, worst }: StripCell,
  at: number,
  sizeBytes: number,
  detailed: ReadonlySet<number>,
): Markup {
  const from = Math.ceil((at * sizeBytes) / STRIP_CELLS);
  const to = Math.ceil(((at + 1) * sizeBytes) / STRIP_CELLS) - 1;
  const title = `bytes ${formatCount(from)} to ${formatCount(to)}: ${countsText(counts)}`;
  const total = counts.fail + counts.warn + counts.pass + counts.skip;
  // The share of what is worst, but never so little that it is not seen.
  const height = Math.round(HEIGHT * (0.4 + (0.6 * counts[worst.result]) / total));
  const others = counts.pass > 0 || worst.result === 'skip' ? 'pass' : 'skip';
  const rest = HEIGHT - height;
  const x = at * CELL_WIDTH;
  const cells = html`<title>${title}</title>${rest > 0 ? html`<rect class="cell-${others}" x="${x}" y="0" width="${CELL_WIDTH}" height="${rest}"/>` : null}<rect class="cell-${worst.result}" x="${x}" y="${rest}" width="${CELL_WIDTH}" height="${height}"/>`;
  const isLink = (worst.result === 'fail' || worst.result === 'warn') && detailed.has(worst.number);
  if (!isLink) return html`<g>${cells}</g>`;
  return html`<a href="#r${worst.number}" aria-label="${title}; show seek ${worst.number}">${cells}</a>`;
}
