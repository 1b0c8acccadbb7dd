import { rules } from '../../checks/rules/index.ts';
import type { checkOutcome } from '../../contract/check.ts';
import { BY_HAND, type SweepSummary } from '../../contract/sweep.ts';
import { formatCount, formatDuration, formatSize, formatTime, plural } from '../../seek/format.ts';
import type { ReportWriter, Results } from '../report-writer.ts';
import { budgetText } from '../text/budget-text.ts';
import { signs, targetText } from '../text/result-words.ts';
import { detailMarkup } from './details.ts';
import { countsText, heatStrips } from './heat-strips.ts';
import { html, type Markup, scriptJson } from './markup.ts';
import { runPage } from './page-script.ts';
import { rowsJson } from './rows.ts';
import { styles } from './styles.ts';
import { MAX_DETAILS, type Survey, survey } from './survey.ts';
import { timesSection } from './times.ts';

/** The details of all results together; those beyond are left out, and it is said. */
const MAX_DETAIL_CHARACTERS = 24_000_000;

/** One file that needs nothing else, and may be opened from a disk. */
export const writeHtml: ReportWriter = async function* (summary, results) {
  const found = await survey(summary, results);
  const script = `(${runPage.toString()})();`;
  yield '<!doctype html>\n';
  yield `<html lang="en">\n<head>\n<meta charset="utf-8">\n`;
  yield html`<meta http-equiv="Content-Security-Policy" content="${await policyOf(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${headlineOf(summary, found)}</title>
`.markup;
  // As it stands: the policy names the hash of these very bytes.
  yield `<style>${styles}</style>\n</head>\n<body>\n<main>\n`;
  yield verdictCard(summary, found).markup;
  if (found.total > 1) {
    yield heatStrips(summary, found).markup;
    yield timesSection(summary, found)?.markup ?? '';
  }
  if (found.total !== 1) yield checksSection(summary).markup;
  if (found.total > 1) yield tableSection.markup;
  yield* detailsSection(summary, found, results);
  yield html`<footer>Made by Seeklab ${summary.version}. This file needs no network and sends nothing.</footer>
</main>
`.markup;
  if (found.total > 1) yield* data(summary, results);
  yield `<script>${script}</script>\n</body>\n</html>\n`;
};

/** Only this style and this script; whatever a server sent, nothing of it runs. */
async function policyOf(script: string): Promise<string> {
  const [style, run] = await Promise.all([hashOf(styles), hashOf(script)]);
  return `default-src 'none'; style-src '${style}'; script-src '${run}'; img-src data:; base-uri 'none'; form-action 'none'`;
}

async function hashOf(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(hash)))}`;
}

function headlineOf({ counts }: SweepSummary, { total }: Survey): string {
  if (total === 0) return 'No seek was made';
  if (total === 1) return headlineOfOne(counts);
  const of = `${formatCount(total)} seeks`;
  if (counts.fail > 0) return `${formatCount(counts.fail)} of ${of} failed`;
  if (counts.warn > 0) return `${of}, none failed, ${formatCount(counts.warn)} warned`;
  if (counts.pass === 0) return `${of}, nothing could be checked`;
  return `All is well: ${of}`;
}

function headlineOfOne({ pass, warn, fail }: SweepSummary['counts']): string {
  if (fail > 0) return 'The seek failed';
  if (warn > 0) return 'The seek passed, with a warning';
  return pass > 0 ? 'The seek passed' : 'Nothing could be checked';
}

const whyEarly: Readonly<Record<NonNullable<SweepSummary['endedEarly']>, string>> = {
  interrupted: 'It was interrupted',
  max_failures: 'It ended after the failures that it was allowed',
  unreachable: 'The target could not be reached',
  no_player: 'It ended because the player was lost too often',
};

function verdictCard(summary: SweepSummary, found: Survey): Markup {
  const { counts, endedEarly, plan } = summary;
  const outcome = (['fail', 'warn', 'pass'] as const).find((name) => counts[name] > 0) ?? 'skip';
  const isByHand = plan === BY_HAND;
  return html`<header class="card">
<div class="verdict">
<span class="stamp ${outcome}" aria-hidden="true">${signs[outcome]}</span>
<p class="kind">${isByHand ? 'Seeklab evidence' : 'Seeklab sweep'}</p>
<h1>${headlineOf(summary, found)}</h1>
${found.total === 1 ? null : html`<p class="counts soft">${countsText(counts)}</p>`}
${endedEarly === null ? null : html`<p class="note">${whyEarly[endedEarly]}: ${formatCount(counts.done)} of ${plural(counts.planned, 'seek')} were made.</p>`}
</div>
<div class="pair">
<dl class="facts">${(isByHand ? [] : planFacts(summary)).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}${timeFacts(summary).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<dl class="facts">${summary.videos.map((video) => html`<dt>Video</dt><dd>${video.name} <span class="soft">${formatSize(video.sizeBytes)}${video.durationMs === null ? '' : `, ${formatTime(video.durationMs)}`}, ${plural(video.keyframes, 'keyframe')}</span></dd>`)}${summary.targets.map((target) => html`<dt>Target</dt><dd>${targetText(target)} <span class="soft">${[target.pattern, target.name !== null && target.personality !== null ? `held against ${target.personality}` : null].filter((text) => text !== null).join(', ')}</span></dd>`)}</dl>
</div>
</header>
`;
}

type Fact = readonly [name: string, value: string];

function planFacts({ plan, seed, shard, budget }: SweepSummary): Fact[] {
  return [
    ['Plan', plan],
    ['Seed', String(seed)],
    ...(shard === null ? [] : [['Shard', `${shard.index} of ${shard.total}`] as const]),
    ...(budget === undefined ? [] : [['Budget', budgetText(budget)] as const]),
  ];
}

/** By the clock of the world: who reads it may be elsewhere. */
function timeFacts({ startedAtEpochMs, endedAtEpochMs, version }: SweepSummary): Fact[] {
  const started = new Date(startedAtEpochMs).toISOString();
  return [
    ['Begun', `${started.slice(0, 10)} ${started.slice(11, 19)} UTC`],
    ['Took', formatDuration(endedAtEpochMs - startedAtEpochMs)],
    ['Seeklab', version],
  ];
}

function checksSection({ checks, budget }: SweepSummary): Markup {
  const ran = checks
    .filter(({ pass, warn, fail }) => pass + warn + fail > 0)
    .toSorted((a, b) => b.fail - a.fail || b.warn - a.warn);
  if (ran.length === 0) return html``;
  const says = new Map<string, string>(rules.map((rule) => [rule.code, rule.says]));
  return html`<section class="card" aria-labelledby="checks-title">
<h2 id="checks-title">Checks</h2>
${
  budget?.limits === undefined
    ? null
    : html`<p class="soft">Where the budget names a limit, it holds instead of the one written here.</p>
`
}<div class="scroll" role="group" aria-label="Checks, how often each came to what" tabindex="0"><table>
<thead><tr><th scope="col">Check</th>${outcomes.map((outcome) => html`<th scope="col" class="number"><span class="mark ${outcome}">${signs[outcome]} ${outcome}</span></th>`)}<th scope="col">What is right</th></tr></thead>
<tbody>${ran.map((check) => html`<tr><th scope="row"><code>${check.code}</code></th>${outcomes.map((outcome) => html`<td class="number">${check[outcome] === 0 ? '' : formatCount(check[outcome])}</td>`)}<td class="soft">${says.get(check.code) ?? ''}</td></tr>`)}</tbody>
</table></div>
</section>
`;
}

const outcomes = ['fail', 'warn', 'pass', 'skip'] as const satisfies typeof checkOutcome.options;

const columns: readonly (readonly [name: string, column: number | null, className?: string])[] = [
  ['Seek', 0, 'number'],
  ['Result', 1],
  ['Check', 2],
  ['Asked', null],
  ['Byte', 8, 'number'],
  ['Error, ms', 10, 'number'],
  ['Picture, ms', 12, 'number'],
  ['First byte, ms', 11, 'number'],
  ['Status', 9, 'number'],
  ['Target', 5],
  ['Video', 4],
  ['Plan', 6],
];

const filters: readonly (readonly [id: string, name: string, all: string])[] = [
  ['by-verdict', 'Result', 'All results'],
  ['by-code', 'Check', 'All checks'],
  ['by-target', 'Target', 'All targets'],
  ['by-video', 'Video', 'All videos'],
  ['by-plan', 'Plan', 'All plans'],
];

/** Filled by the page's script. */
const tableSection = html`<section class="card" aria-labelledby="results-title">
<h2 id="results-title">All seeks</h2>
<noscript><p class="soft">This table needs the file’s own script, which was not let run; all else does without.</p></noscript>
<div class="filters" id="filters" hidden><label>Text<input id="by-text" type="search" placeholder="keyframe, byte, status …"></label>${filters.map(([id, name, all]) => html`<label>${name}<select id="${id}"><option value="">${all}</option></select></label>`)}</div>
<div class="scroll" role="group" aria-labelledby="results-title" tabindex="0"><table id="results">
<thead><tr>${columns.map(([name, column, className = '']) => html`<th scope="col" class="${className}"${column === null ? null : html` data-column="${column}"`}>${column === null ? name : html`<button type="button">${name}<span class="arrow" aria-hidden="true"></span></button>`}</th>`)}</tr></thead>
<tbody></tbody>
</table></div>
<div class="pager" id="pager" hidden><button type="button" id="previous">Previous</button><button type="button" id="next">Next</button><span id="place" role="status"></span></div>
</section>
`;

async function* detailsSection(summary: SweepSummary, found: Survey, results: Results) {
  if (found.detailed.size === 0) return;
  const isAll = found.detailed.size === found.total;
  const chosen = found.hasMarked ? 'What failed, warned or was marked' : 'What failed or warned';
  const title = found.total === 1 ? 'The seek' : isAll ? 'Each seek' : chosen;
  yield html`<section class="card" aria-labelledby="details-title">
<h2 id="details-title">${title}</h2>
`.markup;
  let room = MAX_DETAIL_CHARACTERS;
  let leftOut = found.badLeftOut;
  for await (const result of results()) {
    if (!found.detailed.has(result.number)) continue;
    const { markup } = detailMarkup(result, summary, found.total === 1);
    room -= markup.length;
    if (room >= 0) yield markup;
    else leftOut += 1;
  }
  if (leftOut > 0) yield html`<p class="note">${leftOutText(leftOut)}</p>`.markup;
  yield '</section>\n';
}

const leftOutText = (count: number) =>
  `${plural(count, 'more seek')} that failed or warned ${count === 1 ? 'is' : 'are'} in the table only: at most ${formatCount(MAX_DETAILS)} stand here, some of each kind. The JSON report has them all.`;

async function* data({ videos, targets }: SweepSummary, results: Results) {
  yield '<script type="application/json" id="rows">';
  const lists = yield* rowsJson(results);
  const all = {
    ...lists,
    videos: videos.map(({ name }) => name),
    targets: targets.map(targetText),
  };
  yield `</script>\n<script type="application/json" id="lists">${scriptJson(all)}</script>\n`;
}
