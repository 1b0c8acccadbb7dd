import { CodedError } from '../../contract/errors.ts';
import {
  isSweepOver,
  SWEEP_BOUNDS,
  type SweepCount,
  type SweepGround,
  type SweepOrder,
  type SweepState,
} from '../../contract/sweep-run.ts';
import { coalesced } from './coalesced.ts';
import type { KeptResults } from './kept-results.ts';
import { loadSweep } from './loaded-sweep.ts';
import { createReportUploads, type ReportUploads } from './report-uploads.ts';
import type { SweepBench } from './sweep-bench.ts';
import { openGround } from './swept-ground.ts';
import { checkSize, type StartSweepOptions, startSweep, type WindowSweep } from './window-sweep.ts';
import { writeSweepReport } from './write-sweep-report.ts';

/** Whoever watches is told this often at most. */
const TELL_EVERY_MS = 100;

export interface SweepsOptions extends Pick<StartSweepOptions, 'findTarget' | 'openBench'> {
  /** What is known already is counted by. */
  known: Pick<SweepBench, 'openFile' | 'openVideo'>;
  /** One has begun, stopped, ended, come or gone. */
  onChange(): void;
}

/** The sweeps of a workbench: it owns them, pages only look at them. */
export interface Sweeps {
  /** The newest first. */
  list(): SweepState[];
  /** How many seeks it would be. @throws CodedError as starting it would say */
  count(ground: SweepGround, signal: AbortSignal | undefined): Promise<SweepCount>;
  /** @throws CodedError `sweep_running` */
  start(order: SweepOrder): Promise<SweepState>;
  /** @throws CodedError `sweep_unknown`, `sweep_over` */
  pause(id: string): SweepState;
  resume(id: string): SweepState;
  cancel(id: string): SweepState;
  /** Ends it, and forgets what came of it. */
  forget(id: string): Promise<void>;
  /** Tells how it stands until it is over, or nobody wants to know any more. */
  watch(
    id: string,
    onProgress: (state: SweepState) => void,
    signal?: AbortSignal,
  ): Promise<SweepState>;
  /** @throws CodedError `sweep_unknown` */
  resultsOf(id: string): KeptResults;
  readonly uploads: ReportUploads;
  /** Takes in what was uploaded. @throws CodedError `report_unusable` */
  load(upload: string): Promise<SweepState>;
  /** @param path absolute; null: a new name in the folder for downloads */
  write: (
    id: string,
    format: Parameters<typeof writeSweepReport>[1],
    path: string | null,
  ) => Promise<{ path: string; bytes: number }>;
  close(): Promise<void>;
}

export function createSweeps(options: SweepsOptions): Sweeps {
  const { openBench, findTarget, known, onChange } = options;
  const uploads = createReportUploads();
  /** In the order of their beginning. */
  const kept = new Map<string, WindowSweep>();
  const watchers = new Map<string, Set<() => void>>();
  let isStarting = false;

  const find = (id: string): WindowSweep => {
    const found = kept.get(id);
    if (found) return found;
    throw new CodedError('sweep_unknown', { id });
  };
  const tellWatchers = (id: string) => {
    for (const tell of watchers.get(id) ?? []) tell();
  };
  const begin = async (
    make: (onChange: (isPhase: boolean) => void) => Promise<WindowSweep>,
  ): Promise<SweepState> => {
    let id = '';
    const sweep = await make((isPhase) => {
      tellWatchers(id);
      if (isPhase && id !== '') onChange();
    });
    id = sweep.id;
    kept.set(id, sweep);
    await forgetOldest();
    onChange();
    return sweep.state();
  };
  const forget = async (id: string) => {
    const sweep = find(id);
    kept.delete(id);
    tellWatchers(id);
    sweep.cancel();
    await sweep.ended;
    await sweep.results.close();
  };
  /** What takes up the room of what is new. */
  const forgetOldest = async () => {
    const isTooMuch = () => {
      const bytes = [...kept.values()].reduce((sum, { results }) => sum + results.sizeBytes, 0);
      return kept.size > SWEEP_BOUNDS.kept || bytes > SWEEP_BOUNDS.bytes;
    };
    for (const [id, sweep] of [...kept].slice(0, -1)) {
      if (!isTooMuch()) return;
      if (isSweepOver(sweep.state())) await forget(id);
    }
  };
  const checkNoneRuns = () => {
    const running = [...kept.values()].find((sweep) => !isSweepOver(sweep.state()));
    if (running) throw new CodedError('sweep_running', { plan: running.state().summary.plan });
    if (isStarting) throw new CodedError('sweep_running', { plan: 'that was just started' });
  };

  return {
    uploads,
    list: () => [...kept.values()].reverse().map((sweep) => sweep.state()),
    async count(ground, signal = new AbortController().signal) {
      const openVideo = (name: string) => known.openVideo(name, signal);
      const opened = await openGround(ground, { openFile: known.openFile, openVideo, findTarget });
      checkSize(ground.plan, opened);
      return { asks: opened.asks };
    },
    async start(order) {
      checkNoneRuns();
      isStarting = true;
      try {
        return await begin((tell) => startSweep(order, { openBench, findTarget, onChange: tell }));
      } finally {
        isStarting = false;
      }
    },
    pause(id) {
      find(id).pause();
      return find(id).state();
    },
    resume(id) {
      find(id).resume();
      return find(id).state();
    },
    cancel(id) {
      find(id).cancel();
      return find(id).state();
    },
    async forget(id) {
      await forget(id);
      onChange();
    },
    async watch(id, onProgress, signal) {
      const sweep = find(id);
      const gone = new Promise<void>((resolve) => {
        signal?.addEventListener('abort', () => resolve(), { once: true });
      });
      const tell = coalesced(() => onProgress(sweep.state()), TELL_EVERY_MS);
      const told = watchers.get(id) ?? new Set();
      watchers.set(id, told.add(tell.soon));
      onProgress(sweep.state());
      await Promise.race([sweep.ended, gone]);
      tell.close();
      told.delete(tell.soon);
      if (told.size === 0) watchers.delete(id);
      return sweep.state();
    },
    resultsOf: (id) => find(id).results,
    async load(upload) {
      const { path, fileName } = uploads.whole(upload);
      try {
        const state = await begin((onChange) => loadSweep({ path, fileName, onChange }));
        void find(state.id).ended.then(() => uploads.drop(upload));
        return state;
      } catch (thrown) {
        await uploads.drop(upload);
        throw thrown;
      }
    },
    write: (id, format, path) => {
      const sweep = find(id);
      const { summary } = sweep.state();
      if (!isSweepOver(sweep.state()))
        throw new CodedError('sweep_running', { plan: summary.plan });
      return writeSweepReport({ summary, results: sweep.results.results }, format, path);
    },
    async close() {
      await Promise.all([...kept.keys()].map(forget));
      await uploads.close();
    },
  };
}
