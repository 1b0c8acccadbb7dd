import type { ExplainedHop, ExplainedLine, LineChange } from '../../checks/explained-line.ts';
import { explainHeads } from '../../checks/head-changes.ts';
import { badnessOf, isBad } from '../../checks/verdict.ts';
import type { CheckOutcome, CheckResult } from '../../contract/check.ts';
import type { Exchange, Hop } from '../../contract/exchange.ts';
import type { SweepResult, SweepSummary } from '../../contract/sweep.ts';
import { formatCount, formatDuration, plural } from '../../seek/format.ts';
import { specOf } from '../spec.ts';
import { MAX_HOPS, shortText } from '../text/bounds.ts';
import { factsOf } from '../text/detail-text.ts';
import { repeatCommand } from '../text/repeat-command.ts';
import {
  askText,
  fixOf,
  reasonOf,
  signs,
  targetNameOf,
  videoNameOf,
} from '../text/result-words.ts';
import { bytesOf } from './bytes.ts';
import { html, type Markup } from './markup.ts';

/** A result with all that is known of it. */
export function detailMarkup(result: SweepResult, summary: SweepSummary, isOpen: boolean): Markup {
  const { number, ask, verdict, picture } = result;
  const where = `${askText(ask)} in ${videoNameOf(result, summary)} at ${targetNameOf(result, summary)}`;
  return html`<details class="case" id="r${number}"${isOpen ? html` open` : null}>
<summary>${markOf(verdict.result)}<span class="faint">${formatCount(number)}</span><span class="wrap">${where}</span><span class="why">${reasonOf(result)}</span></summary>
<div>
<dl class="facts">${factsOf(result).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
${checksOf(result.checks)}
${picture === undefined ? null : html`<h3>Picture</h3><img class="picture" src="${picture}" alt="The picture that was shown for this seek.">`}
${bytesOf(result)}
${headsOf(result)}
${repeatOf(result, summary)}
</div>
</details>
`;
}

export const markOf = (outcome: CheckOutcome): Markup =>
  html`<span class="mark ${outcome}"><span aria-hidden="true">${signs[outcome]}</span> ${outcome}</span>`;

function checksOf(checks: readonly CheckResult[]): Markup | null {
  const worst = checks.toSorted((a, b) => badnessOf(b.result) - badnessOf(a.result));
  const bad = worst.filter(({ result }) => isBad(result));
  const others = worst.filter(({ result }) => !isBad(result));
  if (checks.length === 0) return null;
  return html`<h3>Checks</h3>
${bad.map(
  ({ code, result, message, seen, expected }) => html`<div class="check ${result}">
<p>${markOf(result)} <code>${code}</code> ${message}</p>
<dl class="facts">${seen === '' ? null : html`<dt>Seen</dt><dd class="mono">${seen}</dd>`}${expected === '' ? null : html`<dt>Expected</dt><dd class="mono">${expected}</dd>`}<dt>What to do</dt><dd>${fixOf(code)}</dd></dl>
</div>
`,
)}${
  others.length === 0
    ? null
    : html`<p class="soft">${others.map(({ code, result }, at) => html`${at === 0 ? '' : ' · '}${signs[result]} <code>${code}</code>`)}</p>`
}`;
}

function headsOf({ exchanges, checks, verdict }: SweepResult): Markup {
  if (exchanges.length === 0) {
    return html`<p class="soft">${verdict.result === 'pass' ? 'Heads of seeks that went well are not kept.' : 'No heads were kept.'}</p>`;
  }
  let room = MAX_HOPS;
  const shown = exchanges.map((exchange, index) => {
    const explained = explainHeads(exchange);
    const spoken = checks.filter((check) => check.exchange === index && isBad(check.result));
    const hops = exchange.hops.slice(0, room);
    room -= hops.length;
    return hops.map((hop, at) => hopMarkup(hop, explained[at], lineTest(spoken, at)));
  });
  const hops = exchanges.reduce((sum, exchange) => sum + exchange.hops.length, 0);
  return html`<h3>Heads</h3>
${shown}${hops > MAX_HOPS ? html`<p class="faint">${plural(hops - MAX_HOPS, 'more hop')} are left out.</p>` : null}${leftOutNote(exchanges)}`;
}

function leftOutNote(exchanges: readonly Exchange[]): Markup | null {
  const bytes = exchanges.reduce((sum, { leftOutBytes }) => sum + leftOutBytes, 0);
  if (bytes === 0) return null;
  return html`<p class="faint">${plural(bytes, 'byte')} of heads more were not kept: there were too many.</p>`;
}

type LineTest = (side: 'request' | 'response', line: number) => boolean;

/** Does a check that came to something bad speak of that line? */
function lineTest(checks: readonly CheckResult[], hop: number): LineTest {
  return (side, line) =>
    checks.some(
      ({ at }) => at?.kind === 'head' && at.hop === hop && at.side === side && at.line === line,
    );
}

function hopMarkup(hop: Hop, explained: ExplainedHop | undefined, isSpokenOf: LineTest): Markup {
  const { kind, peer, outcome, isConnectionReused, startMs, endMs, error } = hop;
  const took = endMs === null ? '' : `, ${formatDuration(endMs - startMs)}`;
  const reused = isConnectionReused ? ', connection used again' : '';
  return html`<div class="hop">
<p><strong>${kind}</strong> ${peer} <span class="soft">${outcome}${took}${reused}${error === null ? '' : `: ${error.message}`}</span></p>
<div class="heads">${headMarkup('Request', hop.requestHead, explained?.request, (line) => isSpokenOf('request', line))}${headMarkup('Response', hop.responseHead, explained?.response, (line) => isSpokenOf('response', line))}</div>
</div>
`;
}

/** What the reproxy did with a line, as the console shows it. */
const changeSigns: Readonly<Record<LineChange, string>> = {
  kept: '',
  dropped: '−',
  added: '+',
  rewritten: '~',
};

function headMarkup(
  name: string,
  raw: string,
  explained: readonly ExplainedLine[] | undefined,
  isSpokenOf: (line: number) => boolean,
): Markup {
  if (raw === '') return html`<div><h4>${name}</h4><p class="soft">None came.</p></div>`;
  const { lines, leftOutBytes } = boundLines(raw, explained ?? []);
  return html`<div><h4>${name}</h4><ol class="head">${lines.map(
    (line, at) =>
      html`<li class="${line.change ?? ''}${isSpokenOf(at) ? ' spoken-of' : ''}"><span class="sign"${line.change ? html` title="${line.change}"` : null}>${line.change ? changeSigns[line.change] : ''}</span><code>${line.raw}</code>${line.explanation === '' ? null : html`<span class="explained">${line.explanation}</span>`}</li>`,
  )}</ol>${leftOutBytes > 0 ? html`<p class="faint">${plural(leftOutBytes, 'more byte')} of this head are left out.</p>` : null}</div>`;
}

/** Of one head; a server may send one of any length. */
const MAX_HEAD_LINES = 100;
const MAX_LINE_CHARACTERS = 2000;

function boundLines(raw: string, explained: readonly ExplainedLine[]) {
  const plain = { change: null, explanation: '' } as const;
  const all: readonly ExplainedLine[] =
    explained.length > 0
      ? explained
      : raw
          .trimEnd()
          .split(/\r?\n/)
          .map((line) => ({ raw: line, ...plain }));
  const lines = all.slice(0, MAX_HEAD_LINES).map((line) => ({
    ...line,
    raw: shortText(line.raw, MAX_LINE_CHARACTERS),
    explanation: shortText(line.explanation, MAX_LINE_CHARACTERS),
  }));
  const leftOut = all.slice(MAX_HEAD_LINES);
  return { lines, leftOutBytes: leftOut.reduce((sum, line) => sum + line.raw.length + 2, 0) };
}

function repeatOf(result: SweepResult, summary: SweepSummary): Markup | null {
  const { seeklab, curl } = repeatCommand(result, summary);
  const commands = [seeklab, curl].filter((command) => command !== null);
  if (commands.length === 0) return null;
  return html`<h3>How to repeat it</h3>
${commands.map((command) => html`<p class="command"><code>${command}</code></p>`)}
<p><a href="data:text/plain;charset=utf-8,${encodeURIComponent(specOf(result, summary))}" download="seeklab-seek-${result.number}.spec.ts">As a Playwright spec</a></p>`;
}
