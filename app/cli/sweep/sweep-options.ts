import { CodedError } from '../../contract/errors.ts';
import type { OptionSpec, ParsedArgs } from '../../core/options/parsed-args.ts';
import { type ReportFormat, writers } from '../../report/index.ts';
import type { Shard } from '../../sweep/plan/plan-asks.ts';
import { type PlanPart, parsePlan } from '../../sweep/plan/plan-part.ts';
import { parseShard } from '../../sweep/shard.ts';
import type { PlaybackSettings } from '../playback/open-playback.ts';
import { userPath } from '../user-path.ts';

const MAX_CONCURRENCY = 64;
const MAX_PROCESSES = 16;

/** What to ask for, how, and what to write of it. */
export const sweepOptions = {
  plan: {
    type: 'string',
    value: 'PLAN',
    description:
      'What to ask for, joined with +: keyframes (without --plan), keyframes:around, mid-tag, every-tag, every:10s, random:50, edges, file:PATH.',
  },
  concurrency: {
    type: 'string',
    value: 'N',
    description: `Seeks under way at a time, 1 to ${MAX_CONCURRENCY}; without it 4, or with --playback 1.`,
  },
  processes: {
    type: 'string',
    value: 'N',
    description: `Shares it out to that many processes of this machine, 1 to ${MAX_PROCESSES}, one a core at best; without it 1.`,
  },
  seed: {
    type: 'string',
    value: 'N',
    description: 'What random:N is made from: the same seed, the same asks. Without it 1.',
  },
  report: {
    type: 'string',
    value: 'KIND=FILE,…',
    multiple: true,
    description: `Writes reports: ${Object.keys(writers).join(', ')}; may be given more than once.`,
  },
  shard: {
    type: 'string',
    value: 'I/N',
    description: 'Does every N-th ask, from the I-th on; seeklab report merge puts them together.',
  },
  queue: {
    type: 'string',
    value: 'REDIS',
    description:
      'Shares it out by Redis, redis://host:6379, to any number of machines that run seeklab worker.',
  },
  'max-failures': { type: 'string', value: 'N', description: 'Ends with the N-th failure.' },
  budget: {
    type: 'string',
    value: 'FILE',
    description:
      'Severities of checks and limits in ms, JSON or YAML: docs/schemas/budget.schema.json.',
  },
  baseline: {
    type: 'string',
    value: 'FILE',
    description:
      'The JSON report of an earlier sweep: tells what changed. The exit code is then 1 when a seek got worse, one that is not in it failed, or times got slower; seeks that failed in it already are listed and counted, and do not make it 1.',
  },
  playback: {
    type: 'boolean',
    description:
      'Plays each seek in the player of the console, in an installed Chromium without a window: did the picture come, was it the right one, and when?',
  },
  'plays-on': {
    type: 'boolean',
    description: 'With --playback: plays on for 3 s from each picture, so that stalls are seen.',
  },
  browser: {
    type: 'string',
    value: 'PATH',
    description:
      'The Chromium, Chrome or Edge for --playback; without it that of SEEKLAB_BROWSER, or an installed one.',
  },
  whole: {
    type: 'boolean',
    description: 'Reads each answer to its end, so that the checks see all of it.',
  },
  'keep-heads': {
    type: 'boolean',
    description:
      'Keeps the heads of seeks that are well, too, in json and html; a har has them anyway.',
  },
  json: {
    type: 'boolean',
    description: 'Prints one JSON line a result as docs/schemas has it, then one of the summary.',
  },
} as const satisfies Record<string, OptionSpec>;

export interface ReportFile {
  format: keyof typeof writers & ReportFormat;
  /** As it was written, and where that is. */
  named: string;
  path: string;
}

export interface SweepSettings {
  plan: string;
  parts: PlanPart[];
  concurrency: number;
  processes: number;
  seed: number;
  shard: Shard | null;
  /** Address of a Redis, as it was written. */
  queue: string | null;
  maxFailures: number;
  /** As they were written. */
  budget: string | null;
  baseline: string | null;
  reports: ReportFile[];
  /** Null: nobody plays what comes. */
  playback: PlaybackSettings | null;
}

/** @throws CodedError `usage`, `plan_not_understood` */
export function readSweepSettings(args: ParsedArgs): SweepSettings {
  const plan = args.one('plan') ?? 'keyframes';
  const shard = args.one('shard');
  const playback = readPlayback(args);
  return {
    plan,
    parts: parsePlan(plan),
    concurrency: wholeNumber(args, 'concurrency', {
      ...{ least: 1, most: MAX_CONCURRENCY },
      usual: playback ? 1 : 4,
    }),
    processes: readProcesses(args),
    seed: wholeNumber(args, 'seed', { least: 0, most: Number.MAX_SAFE_INTEGER, usual: 1 }),
    shard: shard === undefined ? null : parseShard(shard),
    maxFailures: wholeNumber(args, 'max-failures', {
      least: 1,
      most: Number.MAX_SAFE_INTEGER,
      usual: Number.POSITIVE_INFINITY,
    }),
    queue: args.one('queue') ?? null,
    budget: args.one('budget') ?? null,
    baseline: args.one('baseline') ?? null,
    reports: args.list('report').map(readReport),
    playback,
  };
}

/** @throws CodedError `usage` */
function readPlayback(args: ParsedArgs): SweepSettings['playback'] {
  const browser = args.one('browser');
  const playsOn = args.isSet('plays-on');
  if (args.isSet('playback')) return { browser, playsOn };
  if (browser === undefined && !playsOn) return null;
  const named = playsOn ? '--plays-on' : '--browser';
  throw new CodedError('usage', { detail: `${named} goes with --playback.` });
}

/** Why each of these is for one process. */
const ONE_PROCESS = {
  queue: 'workers are processes already',
  port: 'each has a port of its own',
  playback: 'one browser plays them all',
  fault: 'each would count the requests of its own only',
};

/** @throws CodedError `usage` */
function readProcesses(args: ParsedArgs): number {
  const processes = wholeNumber(args, 'processes', { least: 1, most: MAX_PROCESSES, usual: 1 });
  const other = Object.entries(ONE_PROCESS).find(([name]) => args.all(name).length > 0);
  if (processes === 1 || other === undefined) return processes;
  const [name, why] = other;
  throw new CodedError('usage', { detail: `--processes goes without --${name}: ${why}.` });
}

function wholeNumber(
  args: ParsedArgs,
  name: string,
  { least, most, usual }: { least: number; most: number; usual: number },
): number {
  const text = args.one(name);
  if (text === undefined) return usual;
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  const detail = `--${name} is "${text}": expected a number, ${least} to ${most}.`;
  throw new CodedError('usage', { detail });
}

/**
 * What `seeklab report` is to write: `KIND=FILE,…`; a file without a kind is JSON.
 * @throws CodedError `usage`
 */
export function readReportFiles(text: string): ReportFile[] {
  const isPlain = !/^[a-z]+=/.test(text);
  if (isPlain) return [{ format: 'json', named: text, path: userPath(text) }];
  return text.split(',').map(readReport);
}

function readReport(text: string): ReportFile {
  const [, format = '', named = ''] = /^([a-z]+)=(.+)$/s.exec(text) ?? [];
  if (isFormat(format)) return { format, named, path: userPath(named) };
  const formats = Object.keys(writers).join(', ');
  const detail = `--report is "${text}": expected KIND=FILE, and KIND one of ${formats}.`;
  throw new CodedError('usage', { detail });
}

function isFormat(text: string): text is ReportFile['format'] {
  return Object.hasOwn(writers, text);
}
