import { cpus } from 'node:os';
import { median } from '../lib/numbers.ts';
import type { Results } from './results.ts';
import type { TargetName } from './targets.ts';

const NGINX: TargetName = 'nginx X-Accel-Redirect';
const OURS: TargetName = 'Seeklab, recording';

/** Whether twice nginx's small seeks can be had here at all: who needs how much CPU for each. */
export function whatIsLeft(results: Results): string[] {
  const of = (target: TargetName) => {
    const figures = (figure: Parameters<typeof results.figures<'small'>>[2]) =>
      median(results.figures('small', target, figure));
    return {
      rate: figures('requestsPerSecond'),
      proxy: figures('cpuMicroseconds'),
      application: figures('applicationMicroseconds'),
      storage: figures('storageMicroseconds'),
      client: figures('clientMicroseconds'),
    };
  };
  const nginx = of(NGINX);
  const ours = of(OURS);
  const cores = cpus().length;
  const wanted = 2 * nginx.rate;
  const budget = (cores * 1e6) / wanted;
  const others = nginx.application + nginx.storage + nginx.client;
  const left = budget - others;
  const round = (value: number) => value.toFixed(0);
  return [
    `Twice nginx’s small seeks would be ${round(wanted)} per second. ${cores} cores have ${budget.toFixed(1)} µs for each of them;`,
    `the application takes ${nginx.application.toFixed(1)}, storage ${nginx.storage.toFixed(1)} and wrk ${nginx.client.toFixed(1)} of it (as they do behind nginx), which leaves`,
    `${left.toFixed(1)} µs to a proxy. nginx itself needs ${nginx.proxy.toFixed(1)} and ours, on one thread, ${ours.proxy.toFixed(1)}: ${verdictOn(left, nginx.proxy)}`,
  ];
}

function verdictOn(left: number, nginx: number): string {
  return left < nginx
    ? 'out of reach here, for nginx as for ours.'
    : 'the machine has room for it.';
}
