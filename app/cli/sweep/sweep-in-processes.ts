import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { CodedError } from '../../contract/errors.ts';
import { type SweepResult, type SweepSummary, sweepSummary } from '../../contract/sweep.ts';
import type { OptionSpec, ParsedArgs } from '../../core/options/parsed-args.ts';
import { mergeResults, mergeSummaries } from '../../sweep/merge-reports.ts';
import type { Shard } from '../../sweep/plan/plan-asks.ts';

/** What whoever asked does itself, or once for all. */
const OWN = new Set(['report', 'baseline', 'json', 'shard', 'processes', 'concurrency']);
/** Of what a process said of its end. */
const SAID_CHARACTERS = 600;

export interface InProcesses {
  args: ParsedArgs;
  /** Of the command. */
  options: Readonly<Record<string, OptionSpec>>;
  processes: number;
  /** Seeks under way at a time, of all together. */
  concurrency: number;
  /** Null: all of the plan. */
  shard: Shard | null;
  keepsHeads: boolean;
  signal: AbortSignal;
  /** In the order of the numbers. @returns why nothing more is to be begun; null: go on */
  onResult(result: SweepResult): Promise<SweepSummary['endedEarly']>;
}

/**
 * Shares a sweep out to processes of this machine: each is a `seeklab sweep --shard` of its own, whose results
 * are merged as they come. A process whose asker has gone ends.
 * @throws CodedError `shard_failed`
 */
export async function sweepInProcesses(
  options: InProcesses,
): Promise<Pick<SweepSummary, 'endedEarly' | 'checks'>> {
  const { processes, signal, onResult } = options;
  const children = Array.from({ length: processes }, (_, i) => new ShardProcess(options, i));
  const stop = () => {
    for (const child of children) child.stop();
  };
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  let why: SweepSummary['endedEarly'] = null;
  try {
    for await (const result of mergeResults(children.map((child) => child.results()))) {
      const ended = await onResult(result);
      if (ended !== null && why === null) stop();
      why ??= ended;
    }
    const merged = mergeSummaries(children.map(({ name: path, summary }) => ({ path, summary })));
    const endedEarly = signal.aborted ? 'interrupted' : (why ?? merged.endedEarly);
    return { endedEarly, checks: merged.checks };
  } finally {
    signal.removeEventListener('abort', stop);
    await Promise.all(children.map((child) => child.end()));
  }
}

class ShardProcess {
  readonly name: string;
  readonly #shard: Shard;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #said = '';
  #summary: SweepSummary | null = null;

  /** @param place 0 is the first */
  constructor(options: InProcesses, place: number) {
    const { processes } = options;
    const { index, total } = options.shard ?? { index: 1, total: 1 };
    this.name = `process ${place + 1}`;
    this.#shard = { index: index + total * place, total: total * processes };
    // Over the fourth it hears when we are gone, however we ended.
    this.#child = spawn(process.execPath, [process.argv[1] ?? '', ...this.#args(options, place)], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const { stderr } = this.#child;
    stderr?.on('data', (bytes: Buffer) => {
      this.#said = (this.#said + bytes).slice(-SAID_CHARACTERS);
    });
    // 'close' would not come: it waits for the fourth, which is ours to end (seen with Node 20.20).
    const isOver = [once(this.#child, 'exit'), ...(stderr ? [once(stderr, 'close')] : [])];
    this.#ended = Promise.all(isOver).catch((cause: unknown) => {
      this.#said += String(cause);
    });
  }

  get summary(): SweepSummary {
    if (this.#summary !== null) return this.#summary;
    const detail = this.#said.trim().split('\n').at(-1) || 'it ended and said nothing';
    throw new CodedError('shard_failed', {
      ...{ shard: this.#shard.index, total: this.#shard.total },
      ...{ worker: this.name, detail },
    });
  }

  /** In the order of their numbers. @throws CodedError `shard_failed` when it ended before its shard did */
  async *results(): AsyncGenerator<SweepResult> {
    const { stdout } = this.#child;
    for await (const line of stdout ? linesOf(stdout) : []) {
      const told: unknown = JSON.parse(line);
      // It is this program: its results are as we would have made them.
      if (!isSummary(told)) yield told as SweepResult;
      else this.#summary = sweepSummary.parse(told);
    }
    await this.#ended;
    void this.summary;
  }

  /** What runs is carried on, nothing is begun. */
  stop(): void {
    if (this.#child.connected) this.#child.disconnect();
  }

  async end(): Promise<void> {
    this.stop();
    this.#child.stdout?.destroy();
    await this.#ended;
  }

  #args({ args, options, processes, concurrency, keepsHeads }: InProcesses, place: number) {
    const given = Object.entries(options).flatMap(([name, { type }]) => {
      if (OWN.has(name)) return [];
      if (type === 'boolean') return args.isSet(name) ? [`--${name}`] : [];
      return args.all(name).map((value) => `--${name}=${value}`);
    });
    const { index, total } = this.#shard;
    const own = Math.floor(concurrency / processes) + (place < concurrency % processes ? 1 : 0);
    return [
      ...['sweep', '--json', `--shard=${index}/${total}`, `--concurrency=${Math.max(1, own)}`],
      ...(keepsHeads && !args.isSet('keep-heads') ? ['--keep-heads'] : []),
      ...given,
      ...['--', ...args.positionals],
    ];
  }
}

function isSummary(told: unknown): boolean {
  return typeof told === 'object' && told !== null && 'format' in told;
}

async function* linesOf(stream: Readable): AsyncGenerator<string> {
  stream.setEncoding('utf8');
  let rest = '';
  for await (const text of stream) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** Aborted with the signal; in a process of a sweep also when whoever shared it out wants no more, or is gone. */
export function untilAskerGone(signal: AbortSignal): AbortSignal {
  if (!process.connected) return signal;
  const gone = new AbortController();
  process.once('disconnect', () => gone.abort());
  return AbortSignal.any([signal, gone.signal]);
}

/** Nobody is to be heard of any more. */
export function leaveAsker(): void {
  if (process.connected) process.disconnect();
}
