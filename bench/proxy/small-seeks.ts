import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { cpuSeconds, endedChildrenCpuSeconds } from '../lib/process-stats.ts';
import type { Target, Targets } from './targets.ts';

const CONNECTIONS = 32;

/** What a small seek asks for: the last 4 kB of the sample. */
export const SMALL_TAIL_BYTES = 4_096;

export interface SmallSeeksResult {
  requestsPerSecond: number;
  /** CPU time per request, microseconds: of the proxy, and of everybody else that it takes. */
  cpuMicroseconds: number;
  applicationMicroseconds: number;
  storageMicroseconds: number;
  clientMicroseconds: number;
}

/**
 * Seeks of 4 kB through application and storage, over kept connections, with wrk.
 * @throws Error when any answer was not 200 or a connection broke
 */
export async function measureSmallSeeks(
  target: Target,
  { sampleSize, applicationPid, storagePid }: Targets,
  seconds: number,
): Promise<SmallSeeksResult> {
  const start = sampleSize - SMALL_TAIL_BYTES;
  const url = `http://127.0.0.1:${target.port}/v/sample.flv?start=${start}`;
  const usedSeconds = () => [
    cpuSeconds(target.pid),
    cpuSeconds(applicationPid),
    cpuSeconds(storagePid),
    endedChildrenCpuSeconds(),
  ];
  const before = usedSeconds();
  const { requests, requestsPerSecond } = await runWrk(url, seconds);
  const [proxy = 0, application = 0, storage = 0, client = 0] = usedSeconds().map(
    (used, i) => ((used - (before[i] ?? 0)) / requests) * 1e6,
  );
  return {
    requestsPerSecond,
    cpuMicroseconds: proxy,
    applicationMicroseconds: application,
    storageMicroseconds: storage,
    clientMicroseconds: client,
  };
}

/** Requests per second of the application without any proxy: nothing behind it can do more. */
export async function measureApplication(port: number, seconds: number): Promise<number> {
  const { requestsPerSecond } = await runWrk(
    `http://127.0.0.1:${port}/v/sample.flv?start=1`,
    seconds,
  );
  return requestsPerSecond;
}

async function runWrk(url: string, seconds: number) {
  const args = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, url];
  const { stdout } = await promisify(execFile)('wrk', args);
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`${url}: ${stdout}`);
  return {
    requests: Number(/(\d+) requests in/.exec(stdout)?.[1]),
    requestsPerSecond: Number(/Requests\/sec: +([\d.]+)/.exec(stdout)?.[1]),
  };
}
