import { CodedError } from '../../contract/errors.ts';
import type { SweepResult, SweepSummary } from '../../contract/sweep.ts';
import { consoleOptions, readConsoleOptions } from '../../core/options/console-options.ts';
import type { ParsedArgs } from '../../core/options/parsed-args.ts';
import { targetOptions } from '../../core/options/target-options.ts';
import { planEmpty } from '../../core/sweeps/plan-empty.ts';
import { planLegs } from '../../core/sweeps/planned-legs.ts';
import { openResultSpool, type ResultSpool } from '../../core/sweeps/result-spool.ts';
import { runSweep } from '../../core/sweeps/run-sweep.ts';
import { SWEEP_PACE } from '../../core/sweeps/sweep-bench.ts';
import { summaryOf } from '../../core/sweeps/sweep-summary.ts';
import { createWorkbench, type Workbench } from '../../core/workbench.ts';
import { writers } from '../../report/index.ts';
import { compareWith, isWorse, type SweepDifference } from '../../sweep/compare/compare-sweeps.ts';
import { refuseOtherGround } from '../../sweep/compare/fitting-baseline.ts';
import { countAsks, planAsks, type SweepPlan } from '../../sweep/plan/plan-asks.ts';
import { Tally } from '../../sweep/tally.ts';
import type { Command } from '../command.ts';
import { defaultDataDir } from '../default-data-dir.ts';
import { interruptible } from '../interruption.ts';
import { printAll } from '../output.ts';
import type { OpenPlayback, PlaybackSettings } from '../playback/open-playback.ts';
import { projectPath } from '../project-path.ts';
import { describeSweep, refuseUnqueued } from '../queue/describe-sweep.ts';
import { differenceText } from '../sweep/difference-text.ts';
import { type HeldAgainst, readHeldAgainst } from '../sweep/held-against.ts';
import { type AskedGround, openGround } from '../sweep/open-ground.ts';
import { leaveAsker, sweepInProcesses, untilAskerGone } from '../sweep/sweep-in-processes.ts';
import { readSweepSettings, type SweepSettings, sweepOptions } from '../sweep/sweep-options.ts';
import { createSweepProgress } from '../sweep/sweep-progress.ts';
import { sweepText } from '../sweep/sweep-text.ts';
import { checkWritable, writeTextFile } from '../sweep/write-report.ts';
import { typedIn, userPath } from '../user-path.ts';

const { 'console-port': _console, target, personality, ...systemOptions } = consoleOptions;

/** `seeklab sweep`: the seeks of a plan, by machine. */
export const sweep: Command = {
  name: 'sweep',
  description: 'Carries out the seeks of a plan in videos, judges each, and writes reports.',
  positionals: 'NAME|FILE|URL…',
  options: {
    ...sweepOptions,
    target: {
      ...target,
      description:
        'Asks that server instead: perl=http://host/v/{name}?start={start}; may be given more than once.',
    },
    ...targetOptions,
    ...systemOptions,
    personality: {
      ...personality,
      multiple: true,
      description: `${personality.description} Without --target it may be given more than once.`,
    },
  },
  run: (args) =>
    interruptible((signal) => sweepAll(args, untilAskerGone(signal)).finally(leaveAsker)),
};

/** @returns the exit code: 0 all is well, 1 a check failed, or something got worse than the baseline, 3 nobody was there */
async function sweepAll(args: ParsedArgs, signal: AbortSignal): Promise<number> {
  if (args.positionals.length === 0) {
    throw new CodedError('usage', {
      detail: 'seeklab sweep takes a NAME, FILE or URL, or several.',
    });
  }
  const settings = readSweepSettings(args);
  if (settings.queue !== null) refuseUnqueued(args, settings);
  for (const report of settings.reports) await checkWritable(report);
  const held = await readHeldAgainst(settings);
  const workbench = await openWorkbench(args);
  try {
    const ground = await openGround(workbench, args, args.positionals);
    if (held.baseline) refuseOtherGround(held.baseline, ground);
    const spool = await openResultSpool();
    try {
      return await sweepGround({ args, settings, held, workbench, ground, spool, signal });
    } finally {
      await spool.close();
    }
  } finally {
    await workbench.close();
  }
}

async function openWorkbench(args: ParsedArgs): Promise<Workbench> {
  const { consolePort: _none, dataDir, ...options } = readConsoleOptions(args, typedIn);
  const pace = args.isSet('whole') ? null : SWEEP_PACE;
  // A player gets what it gets by hand.
  const isPaceOurs = args.one('pace') === undefined && !args.isSet('playback');
  return createWorkbench({
    ...options,
    ...(isPaceOurs && {
      configuration: { ...options.configuration, pace },
    }),
    isForSweep: true,
    dataDir: dataDir ?? defaultDataDir(),
    sampleDir: projectPath('assets/samples'),
  });
}

interface Sweeping {
  args: ParsedArgs;
  settings: SweepSettings;
  held: HeldAgainst;
  workbench: Workbench;
  ground: AskedGround;
  spool: ResultSpool;
  signal: AbortSignal;
}

async function sweepGround(sweeping: Sweeping): Promise<number> {
  const { args, settings, held, workbench, ground, spool, signal } = sweeping;
  const { plan: text, parts, seed, shard } = settings;
  const planning = { openFile: workbench.openFile, pathOf: userPath };
  const plan = { parts, seed, shard, legs: await planLegs(planning, parts, ground.legs) };
  const planned = plannedCount(text, plan, ground);
  const tally = new Tally(planned);
  const isJson = args.isSet('json');
  const startedAtEpochMs = Date.now();
  const isShared = settings.processes > 1 && planned > 1;
  const carryOutHere = isShared ? sweepBeside : sweepHere;
  const carryOut = settings.queue === null ? carryOutHere : sweepElsewhere;
  const { endedEarly, checks } = await carryOut(sweeping, plan, tally, async (result) => {
    await spool.add(result);
    if (isJson) await printAll([`${JSON.stringify(result)}\n`]);
  });
  const summary = summaryOf({
    ...{ plan: text, seed, shard, budget: held.budget, ground, startedAtEpochMs },
    ...{ counts: tally.counts, checks, endedEarly },
  });
  for (const report of settings.reports) {
    await writeTextFile(report, writers[report.format](summary, spool.results));
  }
  await printAll([isJson ? `${JSON.stringify(summary)}\n` : sweepText(summary, tally.worst)]);
  if (signal.aborted && settings.reports.length > 0) {
    const written = settings.reports.map(({ named }) => named).join(', ');
    process.stderr.write(`Interrupted: what was done stands in ${written}.\n`);
  }
  const changes = await tellChanges(sweeping, summary);
  return exitCodeOf(summary, tally, changes);
}

/** What came of a plan besides its results. */
type Swept = Pick<SweepSummary, 'endedEarly' | 'checks'>;
type OnResult = (result: SweepResult) => Promise<void>;

async function sweepHere(
  sweeping: Sweeping,
  plan: SweepPlan,
  tally: Tally,
  onResult: OnResult,
): Promise<Swept> {
  const { args, settings, held, workbench, ground, signal } = sweeping;
  const playback = settings.playback && (await startPlayback(sweeping, settings.playback));
  const progress = createSweepProgress();
  const endedEarly = await runSweep({
    bench: workbench,
    legs: ground.legs,
    asks: planAsks(plan),
    concurrency: settings.concurrency,
    isWhole: args.isSet('whole'),
    budget: held.budget,
    keepsHeads: keepsHeads(args, settings),
    playback,
    maxFailures: settings.maxFailures,
    signal,
    onResult(result, checks) {
      tally.add(result, checks);
      progress.show(tally.counts);
      return onResult(result);
    },
  }).finally(() => playback?.close());
  progress.end();
  return { endedEarly, checks: tally.checks };
}

/** By processes of this machine. */
async function sweepBeside(
  { args, settings, signal }: Sweeping,
  _plan: SweepPlan,
  tally: Tally,
  onResult: OnResult,
): Promise<Swept> {
  const { processes, concurrency, shard, maxFailures } = settings;
  const progress = createSweepProgress();
  const swept = await sweepInProcesses({
    ...{ args, concurrency, shard, signal, options: sweep.options ?? {} },
    processes: Math.min(processes, tally.counts.planned),
    keepsHeads: keepsHeads(args, settings),
    async onResult(result) {
      tally.add(result, result.checks);
      progress.show(tally.counts);
      await onResult(result);
      return tally.counts.fail >= maxFailures ? 'max_failures' : null;
    },
  });
  progress.end();
  return swept;
}

/** By workers, whose results come when all are there. */
async function sweepElsewhere(
  { args, settings, held, workbench, ground, signal }: Sweeping,
  _plan: SweepPlan,
  tally: Tally,
  onResult: OnResult,
): Promise<Swept> {
  const { planned } = tally.counts;
  const [isWhole, keeps] = [args.isSet('whole'), keepsHeads(args, settings)];
  const description = await describeSweep({
    ...{ workbench, settings, held, ground, isWhole, planned, signal },
    keepsHeads: keeps,
  });
  // The engine is loaded by those who need it.
  const { sweepByQueue } = await import('../queue/sweep-by-queue.ts');
  const progress = createSweepProgress();
  const { endedEarly, merged, results, close } = await sweepByQueue({
    ...{ address: settings.queue ?? '', description, planned, signal },
    maxFailures: settings.maxFailures,
    onCounts: progress.show,
  });
  progress.end();
  try {
    for await (const result of results()) {
      tally.add(result, result.checks);
      await onResult(result);
    }
    return { endedEarly, checks: merged?.checks ?? [] };
  } finally {
    await close();
  }
}

/** A HAR is made of heads: without those of seeks that are well it would look whole, and be empty. */
function keepsHeads(args: ParsedArgs, { reports }: SweepSettings): boolean {
  return args.isSet('keep-heads') || reports.some(({ format }) => format === 'har');
}

/** What starts a browser is loaded only where one plays. */
async function startPlayback(
  { workbench, settings: { concurrency: count }, signal }: Sweeping,
  settings: PlaybackSettings,
): Promise<OpenPlayback> {
  const { openPlayback } = await import('../playback/open-playback.ts');
  return openPlayback(workbench, settings, { count, signal });
}

/** @returns null without a baseline */
async function tellChanges(
  { args, held: { baseline }, spool }: Sweeping,
  summary: SweepSummary,
): Promise<SweepDifference | null> {
  if (baseline === null) return null;
  const changes = await compareWith(baseline.remembered, { summary, results: spool.results });
  const text = args.isSet('json')
    ? `${JSON.stringify(changes)}\n`
    : `\n${differenceText(changes, baseline.summary, summary)}`;
  await printAll([text]);
  return changes;
}

/** @throws CodedError `plan_empty` */
function plannedCount(text: string, plan: SweepPlan, { legs }: AskedGround): number {
  const { whole, own } = countAsks(plan);
  if (whole > 0) return own;
  throw planEmpty(
    text,
    legs.map(({ facts }) => facts),
  );
}

/** Against a baseline only what is new counts. */
function exitCodeOf(
  { counts, endedEarly }: SweepSummary,
  tally: Tally,
  changes: SweepDifference | null,
): number {
  if (endedEarly === 'unreachable' || tally.isNobodyThere) return 3;
  if (changes) return isWorse(changes) || changes.failingOnlyAfter > 0 ? 1 : 0;
  return counts.fail > 0 ? 1 : 0;
}
