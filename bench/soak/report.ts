import { cpus, release } from 'node:os';
import { judgeSteadiness, type Sample } from './steadiness.ts';

const FAULTS_SHOWN = 20;
/** Rows of the table over time. */
const MOMENTS = 10;

export interface SoakResult {
  command: string;
  minutes: string;
  connections: number;
  seed: number;
  /** Requests of each kind of plan. */
  counts: ReadonlyMap<string, number>;
  bodyBytes: number;
  /** How often a storage node was killed. */
  deaths: number;
  samples: readonly Sample[];
  /** Client connections that the reproxy still counted when all clients had closed theirs. */
  left: number;
  /** What ended otherwise than planned. */
  faults: readonly string[];
}

export function isGood({ faults, left, samples }: SoakResult): boolean {
  return faults.length === 0 && left === 0 && judgeSteadiness(samples).every((it) => it.isSteady);
}

/** The report as Markdown. */
export function makeSoakReport(result: SoakResult): string {
  const { faults, left } = result;
  return [
    '## Soak',
    '',
    ...introduction(result),
    '',
    '| requests | kind |',
    '|---:|---|',
    ...[...result.counts].sort(([, a], [, b]) => b - a).map(([kind, n]) => `| ${n} | ${kind} |`),
    '',
    ...overTime(result.samples),
    '',
    '| second quarter → last quarter, medians | | |',
    '|---|---:|---|',
    ...judgeSteadiness(result.samples).map(
      ({ figure, early, late, isSteady }) =>
        `| ${figure} | ${early.toFixed(1)} → ${late.toFixed(1)} | ${isSteady ? 'steady' : '**grew**'} |`,
    ),
    '',
    `- Client connections left when all clients had closed theirs: ${left}.`,
    `- Requests that ended otherwise than planned: ${faults.length}.`,
    ...faults.slice(0, FAULTS_SHOWN).map((fault) => `  - ${fault}`),
    '',
  ].join('\n');
}

function introduction(result: SoakResult): string[] {
  const { command, minutes, connections, seed, counts, bodyBytes, deaths } = result;
  const requests = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const date = new Date().toISOString().slice(0, 10);
  return [
    `\`${command}\`, ${date}, on ${cpus().length} cores, Linux ${release()}, Node ${process.version}.`,
    `${minutes} minutes, ${connections} connections, seed ${seed}: ${requests} requests, ${(bodyBytes / 1e9).toFixed(1)} GB of`,
    `bodies, each byte compared with the one that belongs there; a storage node was killed ${deaths} times.`,
  ];
}

function overTime(samples: readonly Sample[]): string[] {
  const rows = Array.from({ length: MOMENTS }, (_, i) =>
    samples.at(Math.ceil(((i + 1) / MOMENTS) * samples.length) - 1),
  );
  return [
    '| after, s | RSS, MB | open descriptors | sockets |',
    '|---:|---:|---:|---:|',
    ...rows.map((sample) => {
      if (sample === undefined) return '| - | - | - | - |';
      const { atSeconds, residentBytes, descriptors, sockets } = sample;
      return `| ${atSeconds.toFixed(0)} | ${(residentBytes / 1e6).toFixed(1)} | ${descriptors} | ${sockets} |`;
    }),
  ];
}
