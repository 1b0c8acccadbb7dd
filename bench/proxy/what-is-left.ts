import { cpus } from 'node:os';
import { median } from '../lib/numbers.ts';
import type { Results } from './results.ts';
import type { TargetName } from './targets.ts';

const NGINX: TargetName = 'nginx X-Accel-Redirect';
const OURS: TargetName = 'Seeklab, recording';
const MICROSECONDS = 1e6;

/**
 * Whether twice nginx's small seeks can be had on this machine at all: who needs how much CPU for
 * each. CPU and not time, because what other programs take changes the one less than the other.
 */
export function whatIsLeft(results: Results): string[] {
  const small = (target: TargetName, figure: Parameters<typeof results.figures<'small'>>[2]) =>
    median(results.figures('small', target, figure));
  const nginx = small(NGINX, 'cpuMicroseconds');
  const application = small(NGINX, 'applicationMicroseconds');
  const storage = small(NGINX, 'storageMicroseconds');
  const client = small(NGINX, 'clientMicroseconds');
  const others = application + storage + client;
  const half = (nginx + others) / 2;
  const busyCores = ((nginx + others) * small(NGINX, 'requestsPerSecond')) / MICROSECONDS;
  const [us, app, files, wrk] = [nginx, application, storage, client].map((it) => it.toFixed(1));
  return [
    `Twice nginx’s small seeks: one of them takes ${us} µs of CPU in nginx, ${app} in the application, ${files} in storage and`,
    `${wrk} in wrk, which kept ${busyCores.toFixed(1)} of ${cpus().length} cores busy. With all cores busy, twice the rate means half of that CPU,`,
    `${half.toFixed(1)} µs for everybody; the others alone take ${others.toFixed(1)}. ${verdictOn(half - others, nginx)}`,
    `Ours takes ${small(OURS, 'cpuMicroseconds').toFixed(1)} µs, on one thread.`,
  ];
}

/** @param left microseconds for the proxy @param nginx what nginx needs */
function verdictOn(left: number, nginx: number): string {
  if (left <= 0) return 'That leaves nothing for a proxy: out of reach here.';
  const share = `${left.toFixed(1)} µs would be left for a proxy`;
  return left < nginx / 2 ? `${share}, less than half of nginx’s.` : `${share}.`;
}
