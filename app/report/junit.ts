import type { SweepResult, SweepSummary } from '../contract/sweep.ts';
import type { ReportWriter, Results } from './report-writer.ts';
import { detailText } from './text/detail-text.ts';
import { askText, decidingCheck, reasonOf, targetText } from './text/result-words.ts';
import { xmlAttributes, xmlText } from './xml.ts';

/** What a test runner calls a result. JUnit has no word for a warning: it passes, and says so. */
type Kind = 'passed' | 'failure' | 'error' | 'skipped';

interface Suite {
  readonly video: number;
  readonly target: number;
  tests: number;
  failure: number;
  error: number;
  skipped: number;
  seconds: number;
  /** Its results follow each other. */
  isTogether: boolean;
}

/** As Jenkins and GitLab read it: a suite for each video and target, a case for each ask. */
export const writeJUnit: ReportWriter = async function* (summary, results) {
  const suites = await countSuites(results);
  const total = (count: (suite: Suite) => number) =>
    suites.reduce((sum, each) => sum + count(each), 0);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites${xmlAttributes({
    name: `seeklab ${summary.plan}${summary.budget ? `, budget ${summary.budget.name}` : ''}`,
    tests: total((suite) => suite.tests),
    failures: total((suite) => suite.failure),
    errors: total((suite) => suite.error),
    time: secondsText(total((suite) => suite.seconds)),
  })}>\n`;
  if (suites.every(({ isTogether }) => isTogether)) yield* allSuites(suites, summary, results);
  else for (const suite of suites) yield* oneSuite(suite, summary, results);
  yield '</testsuites>\n';
};

/** In the order in which they begin. */
async function countSuites(results: Results): Promise<Suite[]> {
  const suites = new Map<string, Suite>();
  let last: Suite | null = null;
  for await (const result of results()) {
    const { video, target, seek } = result;
    const key = `${video} ${target}`;
    const known = suites.get(key);
    const suite = known ?? {
      ...{ video, target, tests: 0, failure: 0, error: 0, skipped: 0, seconds: 0 },
      isTogether: true,
    };
    if (known === undefined) suites.set(key, suite);
    else if (known !== last) known.isTogether = false;
    last = suite;
    const kind = kindOf(result);
    suite.tests += 1;
    suite.seconds += (seek.endedMs ?? 0) / 1000;
    if (kind !== 'passed') suite[kind] += 1;
  }
  return [...suites.values()];
}

async function* allSuites(suites: readonly Suite[], summary: SweepSummary, results: Results) {
  let at = -1;
  for await (const result of results()) {
    const suite = suites[at];
    if (suite?.video !== result.video || suite.target !== result.target) {
      if (at >= 0) yield SUITE_END;
      at += 1;
      const next = suites[at];
      if (next) yield suiteStart(next, at, summary);
    }
    yield testCase(result, summary);
  }
  if (at >= 0) yield SUITE_END;
}

async function* oneSuite(suite: Suite, summary: SweepSummary, results: Results) {
  yield suiteStart(suite, suite.video * summary.targets.length + suite.target, summary);
  for await (const result of results()) {
    const { video, target } = result;
    if (video === suite.video && target === suite.target) yield testCase(result, summary);
  }
  yield SUITE_END;
}

const SUITE_END = '  </testsuite>\n';

function suiteStart(suite: Suite, id: number, summary: SweepSummary): string {
  const { video, target } = namesOf(suite, summary);
  return `  <testsuite${xmlAttributes({
    name: `${video} at ${target}`,
    tests: suite.tests,
    failures: suite.failure,
    errors: suite.error,
    skipped: suite.skipped,
    time: secondsText(suite.seconds),
    timestamp: new Date(summary.startedAtEpochMs).toISOString().slice(0, 19),
    id,
  })}>\n`;
}

function namesOf(of: { video: number; target: number }, { videos, targets }: SweepSummary) {
  const target = targets[of.target];
  return {
    video: videos[of.video]?.name ?? 'unknown',
    target: target === undefined ? 'unknown' : targetText(target),
  };
}

function kindOf({ verdict, seek }: SweepResult): Kind {
  // It went wrong before anything could be checked.
  if (verdict.code === null && seek.state === 'failed' && verdict.result !== 'pass') return 'error';
  if (verdict.result === 'fail') return 'failure';
  return verdict.result === 'skip' ? 'skipped' : 'passed';
}

function testCase(result: SweepResult, summary: SweepSummary): string {
  const { video, target } = namesOf(result, summary);
  const start = `    <testcase${xmlAttributes({
    name: caseName(result),
    // Readers cut it at its dots, into packages and classes.
    classname: ['seeklab', video, target].map((part) => part.replaceAll('.', '_')).join('.'),
    time: secondsText((result.seek.endedMs ?? 0) / 1000),
  })}`;
  const inside = insideOf(result, summary);
  return inside === '' ? `${start}/>\n` : `${start}>\n      ${inside}\n    </testcase>\n`;
}

/** The same from build to build, as long as the plan is, so that readers have a history of it. */
function caseName({ plan, ask, fault }: SweepResult): string {
  return `${plan}: ${askText(ask)}${fault === null ? '' : ` under ${fault}`}`;
}

function insideOf(result: SweepResult, summary: SweepSummary): string {
  const { verdict, seek } = result;
  const message = reasonOf(result);
  switch (kindOf(result)) {
    case 'failure':
      return element('failure', { type: verdict.code, message: failureMessage(result) }, () =>
        detailText(result, summary),
      );
    case 'error':
      return element('error', { type: seek.error?.code ?? null, message }, () =>
        detailText(result, summary),
      );
    case 'skipped':
      return `<skipped${xmlAttributes({ message: message || 'There was nothing to check.' })}/>`;
    case 'passed':
      if (verdict.result !== 'warn') return '';
      return element('system-out', {}, () => `warn ${message}\n${detailText(result, summary)}`);
  }
}

function failureMessage(result: SweepResult): string {
  const check = decidingCheck(result);
  const values = [
    check?.seen ? `seen ${check.seen}` : '',
    check?.expected ? `expected ${check.expected}` : '',
  ].filter(Boolean);
  return [reasonOf(result), ...(values.length === 0 ? [] : [`(${values.join(', ')})`])].join(' ');
}

function element(
  name: string,
  attributes: Readonly<Record<string, string | null>>,
  text: () => string,
): string {
  return `<${name}${xmlAttributes(attributes)}>${xmlText(text())}</${name}>`;
}

const secondsText = (seconds: number) => seconds.toFixed(3);
