import { execFileSync } from 'node:child_process';
import { cpus, release } from 'node:os';
import { median, medianRatio } from '../lib/numbers.ts';
import type { BulkResult } from '../proxy/bulk.ts';
import type { FirstByteResult } from '../proxy/first-byte.ts';
import { type WayName, wayNames } from './ways.ts';

/** What one round measured of one way. */
export type RelayFigures = BulkResult & FirstByteResult;
export type RelayResults = Readonly<Record<WayName, readonly RelayFigures[]>>;

const NGINX: WayName = 'nginx proxy_pass';
const OURS: WayName = 'relay, recording';

const rows: readonly { title: string; figure: keyof RelayFigures; digits: number }[] = [
  { title: 'first byte p50, µs', figure: 'p50Microseconds', digits: 0 },
  { title: 'first byte p99, µs', figure: 'p99Microseconds', digits: 0 },
  { title: 'one big seek, MB/s', figure: 'megabytesPerSecond', digits: 0 },
  { title: 'one big seek, CPU s per GB', figure: 'cpuSecondsPerGigabyte', digits: 2 },
];

/** @param loadBefore how many processes wanted a core in the minute before */
export function makeRelayReport(
  results: RelayResults,
  { command, rounds, loadBefore }: { command: string; rounds: number; loadBefore: number },
): string {
  const figures = (way: WayName, figure: keyof RelayFigures) =>
    results[way].map((each) => each[figure]);
  const ratio = (figure: keyof RelayFigures, way: WayName = OURS) =>
    medianRatio(figures(way, figure), figures(NGINX, figure));
  const cells = (figure: keyof RelayFigures, digits: number) =>
    wayNames.map((way) => {
      const value = median(figures(way, figure)).toFixed(digits);
      return way === NGINX ? value : `${value} (${ratio(figure, way).toFixed(2)})`;
    });
  const added = (way: WayName) =>
    median(
      figures(way, 'p50Microseconds').map(
        (value, i) => value - (results['nothing between'][i]?.p50Microseconds ?? Number.NaN),
      ),
    );
  const goals = [
    goal('first byte p50, of nginx: at most 1 time', ratio('p50Microseconds'), (r) => r <= 1),
    goal('bulk MB/s, of nginx: at least 1 time', ratio('megabytesPerSecond'), (r) => r >= 1),
  ];
  return [
    '## The relay beside nginx',
    '',
    `\`${command}\`, ${new Date().toISOString().slice(0, 10)}, on ${machine()}.`,
    `The target is nginx with its \`flv\` module on loopback, asked by ${wayNames.length} ways in turn in ${rounds} rounds, every other round backwards,`,
    'after one to warm up that does not count. Each cell: median over rounds, and the median of the ratios to nginx `proxy_pass` within',
    'each round. "Recording" keeps every exchange with its heads, as the app does; "bare node" writes on whatever it reads, without',
    'a look at it: the least that Node can do. First bytes: seeks of 4 kB one after the other on one connection.',
    `In the minute before, ${loadBefore.toFixed(1)} processes of others wanted a core.`,
    '',
    `| | ${wayNames.join(' | ')} |`,
    `|---|${wayNames.map(() => '---:|').join('')}`,
    ...rows.map(
      ({ title, figure, digits }) => `| ${title} | ${cells(figure, digits).join(' | ')} |`,
    ),
    '',
    `To the first byte nginx adds ${added(NGINX).toFixed(0)} µs, bare node ${added('bare node').toFixed(0)}, the relay ${added(OURS).toFixed(0)}.`,
    '',
    '| goal (with recording) | measured | |',
    '|---|---:|---|',
    ...goals,
    '',
  ].join('\n');
}

function goal(text: string, value: number, isReached: (value: number) => boolean): string {
  return `| ${text} | ${value.toFixed(2)} | ${isReached(value) ? 'reached' : '**not reached**'} |`;
}

function machine(): string {
  const nginx = execFileSync('sh', ['-c', 'nginx -v 2>&1'], { encoding: 'utf8' })
    .trim()
    .replace('nginx version: ', '');
  return `${cpus().length} cores (${cpus()[0]?.model.trim()}), Linux ${release()}, Node ${process.version}, ${nginx}`;
}
