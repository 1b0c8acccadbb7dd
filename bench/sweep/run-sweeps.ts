import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type SweepSummary, sweepSummary } from '../../app/contract/sweep.ts';
import { projectDir } from '../../conformance/project-dir.ts';
import { endedChildrenCpuSeconds, residentBytes } from '../lib/process-stats.ts';

const program = join(projectDir, 'out', 'cli', 'seeklab.js');
const LOOK_EVERY_MS = 100;

/** What a sweep of the sample took. */
export interface MeasuredSweep {
  seeks: number;
  seconds: number;
  /** Of the whole program with its processes, its start and its report included. */
  cpuSeconds: number;
  /** The most that was seen. */
  residentBytes: number;
  failed: number;
}

export async function measureSweep(plan: string, ...options: string[]): Promise<MeasuredSweep> {
  const dir = await mkdtemp(join(tmpdir(), 'seeklab-bench-sweep-'));
  const report = join(dir, 'sweep.json');
  const args = ['sweep', 'sample.flv', '--plan', plan, '--data-dir', dir];
  const child = spawn(
    process.execPath,
    [program, ...args, '--report', `json=${report}`, ...options],
    {
      stdio: ['ignore', 'ignore', 'ignore'],
    },
  );
  const pid = child.pid ?? -1;
  const before = endedChildrenCpuSeconds();
  let resident = 0;
  const looking = setInterval(() => {
    resident = Math.max(resident, residentNow(pid));
  }, LOOK_EVERY_MS);
  await once(child, 'exit');
  clearInterval(looking);
  const cpuSeconds = endedChildrenCpuSeconds() - before;
  const { counts, startedAtEpochMs, endedAtEpochMs } = await summaryIn(report);
  await rm(dir, { recursive: true });
  const seconds = (endedAtEpochMs - startedAtEpochMs) / 1000;
  return { seeks: counts.done, seconds, failed: counts.fail, cpuSeconds, residentBytes: resident };
}

function residentNow(pid: number): number {
  try {
    return residentBytes(pid);
  } catch {
    // It has ended since.
    return 0;
  }
}

async function summaryIn(path: string): Promise<SweepSummary> {
  const input = createReadStream(path);
  const [line] = await once(createInterface({ input }), 'line');
  input.destroy();
  return sweepSummary.parse(JSON.parse(String(line).replace(/,"results":\[$/, '}')));
}
