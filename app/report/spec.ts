import { type PersonalityName, personalityName } from '../contract/personality.ts';
import { BY_HAND, type SweepResult, type SweepSummary } from '../contract/sweep.ts';
import { FIELD_MASK } from '../contract/target.ts';
import { alwaysShownText } from '../faults/parse-faults.ts';
import { plural } from '../seek/format.ts';
import type { ReportWriter } from './report-writer.ts';
import { nameAt, placeOf } from './text/repeat-command.ts';
import { askText, reasonOf, targetNameOf, videoNameOf } from './text/result-words.ts';
import { scriptComment, scriptLiteral } from './text/script-literal.ts';

/** Tests in one file; the first of those that failed. */
const MAX_TESTS = 200;

/**
 * A Playwright spec that asks for what failed once more, a test each; of seeks made by hand, for all of them. It
 * fails as long as a check does.
 */
export const writeSpec: ReportWriter = async function* (summary, results) {
  yield headOf(summary);
  let tests = 0;
  let leftOut = 0;
  for await (const result of results()) {
    if (summary.plan !== BY_HAND && result.verdict.result !== 'fail') continue;
    if (tests >= MAX_TESTS) leftOut += 1;
    else yield testOf(result, summary);
    tests += 1;
  }
  if (tests === 0) yield "\ntest.skip('nothing failed', () => undefined);\n";
  if (leftOut > 0) yield `\n${scriptComment(`${plural(leftOut, 'more failure')} left out.`)}\n`;
};

/** The same of one result. */
export function specOf(result: SweepResult, summary: SweepSummary): string {
  return headOf(summary) + testOf(result, summary);
}

function headOf({ version, plan, targets }: SweepSummary): string {
  const isMasked = targets.some(({ pattern }) => pattern?.includes(FIELD_MASK));
  return [
    scriptComment(`Exported by Seeklab ${version}: ${plan}.`),
    '// Run it with `npx playwright test`, in a project that has seeklab and @playwright/test installed; docs/playwright.md',
    '// tells more. SEEKLAB_MEDIA names the files, or folders, of videos that do not come with Seeklab.',
    ...(isMasked
      ? [
          `// What stands as ${FIELD_MASK} is a secret of the server, which no report has. Give its whole address pattern in`,
          '// the variable beside it.',
        ]
      : []),
    "import { delimiter } from 'node:path';",
    "import { expect, test } from 'seeklab/playwright';",
    '',
    "const media = (process.env.SEEKLAB_MEDIA ?? '').split(delimiter).filter(Boolean);",
    'test.use({ seeklabOptions: { media } });',
    '',
  ].join('\n');
}

function testOf(result: SweepResult, summary: SweepSummary): string {
  const where = `${askText(result.ask)} in ${videoNameOf(result, summary)} at ${targetNameOf(result, summary)}`;
  const told = reasonOf(result);
  const code = result.verdict.code ?? result.seek.error?.code ?? null;
  return [
    '',
    `test(${scriptLiteral(`${result.number}: ${where}`)}, async ({ seeklab }) => {`,
    ...(code === null ? [] : [`  ${scriptComment(`${code}: ${told}`)}`]),
    ...[...surroundingsOf(result, summary), ...seekOf(result, summary)].map((line) => `  ${line}`),
    '  expect(seek).toPass();',
    '});',
    '',
  ].join('\n');
}

/** Who answers, and how. */
function surroundingsOf(
  { target: place, fault }: SweepResult,
  { targets }: SweepSummary,
): string[] {
  const target = targets[place];
  const manners = mannersOf(target?.personality ?? null);
  // Exchange by exchange it may have been shown now and then; here it is always.
  const faults =
    fault === null ? [] : [`await seeklab.fault(${scriptLiteral(alwaysShownText(fault))});`];
  if (!target?.pattern || target.name === null) {
    if (manners === null) return faults;
    const quirks = manners.hasQuirks ? ', { hasQuirks: true }' : '';
    return [...faults, `await seeklab.personality(${scriptLiteral(manners.name)}${quirks});`];
  }
  const pattern = scriptLiteral(target.pattern);
  const given = `process.env.SEEKLAB_TARGET_${place + 1} ?? `;
  return [
    ...faults,
    'await seeklab.target({',
    `  name: ${scriptLiteral(target.name)},`,
    `  pattern: ${target.pattern.includes(FIELD_MASK) ? given : ''}${pattern},`,
    ...(manners === null ? [] : [`  personality: ${scriptLiteral(manners.name)},`]),
    '});',
  ];
}

function seekOf(result: SweepResult, { videos, targets }: SweepSummary): string[] {
  const target = targets[result.target]?.name ?? null;
  const name = nameAt(target, videos[result.video]?.name ?? result.seek.videoName);
  const place = placeOf(result.ask);
  if (place !== null) {
    const entry = target === null ? name : `${target}://${name}`;
    return [`const seek = await seeklab.seek(${scriptLiteral(entry)}, ${scriptLiteral(place)});`];
  }
  const at = target === null ? '' : `, { target: ${scriptLiteral(target)} }`;
  return [
    `const url = new URL(seeklab.videoUrl(${scriptLiteral(name)}${at}));`,
    `url.searchParams.set('start', ${scriptLiteral(startTextOf(result))});`,
    'await fetch(url).then((answer) => answer.arrayBuffer()).catch(() => null);',
    'const seek = await seeklab.waitForSeek();',
  ];
}

/** What is no place goes into the address as it is. */
function startTextOf({ ask }: SweepResult): string {
  switch (ask.kind) {
    case 'time':
      return String(ask.timeMs);
    case 'offset':
      return String(ask.offset);
    case 'keyframe':
      return String(ask.keyframe);
    case 'start':
      return ask.text ?? '0';
  }
}

/** `perlbal-patch with quirks` is a personality and a switch. */
function mannersOf(text: string | null): { name: PersonalityName; hasQuirks: boolean } | null {
  const [name, ...more] = text?.split(/[ +]/) ?? [];
  const { success, data } = personalityName.safeParse(name);
  return success ? { name: data, hasQuirks: more.includes('quirks') } : null;
}
