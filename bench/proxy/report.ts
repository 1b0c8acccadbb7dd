import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { projectDir } from '../../conformance/project-dir.ts';
import { median, medianRatio } from '../lib/numbers.ts';
import { judgeGoals } from './goals.ts';
import type { Measurements, Results } from './results.ts';
import { type TargetName, targetNames } from './targets.ts';
import { whatIsLeft } from './what-is-left.ts';

const BEGIN = '<!-- proxy: begin, written by bench/proxy.ts -->';
const END = '<!-- proxy: end -->';
const MEGABYTE = 1e6;
const BASELINE: TargetName = 'Perlbal patched';

interface Row<Name extends keyof Measurements = keyof Measurements> {
  title: string;
  name: Name;
  figure: keyof Measurements[Name] & string;
  format: (value: number) => string;
}

function row<Name extends keyof Measurements>(
  title: string,
  name: Name,
  figure: keyof Measurements[Name] & string,
  format: (value: number) => string = (value) => value.toFixed(0),
): Row<Name> {
  return { title, name, figure, format };
}

const megabytes = (bytes: number) => (bytes / MEGABYTE).toFixed(1);

const rows = [
  row('one big seek, MB/s', 'bulk', 'megabytesPerSecond'),
  row('one big seek, CPU s per GB', 'bulk', 'cpuSecondsPerGigabyte', (s) => s.toFixed(2)),
  row('32 at once, MB/s', 'many', 'megabytesPerSecond'),
  row('32 at once, CPU s per GB', 'many', 'cpuSecondsPerGigabyte', (s) => s.toFixed(2)),
  row('small seeks per second', 'small', 'requestsPerSecond'),
  row('small seeks, CPU µs each', 'small', 'cpuMicroseconds'),
  row('first byte p50, µs', 'firstByte', 'p50Microseconds'),
  row('first byte p99, µs', 'firstByte', 'p99Microseconds'),
  row('200 slow clients, RSS growth, MB', 'slow200', 'growthBytes', megabytes),
  row('200 slow clients, starved', 'slow200', 'starved'),
  row('1,000 slow clients, RSS in all, MB', 'slow1000', 'peakBytes', megabytes),
  row('1,000 slow clients, starved', 'slow1000', 'starved'),
] as const;

/**
 * The report as Markdown.
 * @param ceiling requests per second of the application alone
 * @param args of this run, for the command that repeats it
 * @param loadBefore how many processes wanted a core in the minute before
 */
export function makeReport(
  results: Results,
  ceiling: number,
  args: readonly string[],
  loadBefore: number,
): string {
  return [
    `## The reproxy beside Perlbal and nginx`,
    '',
    `\`npm run bench${args.length > 0 ? ` -- ${args.join(' ')}` : ''}\`, ${new Date().toISOString().slice(0, 10)}, on ${machine()}.`,
    `All ask the same application and the same lighttpd on loopback; measured in turn in ${rounds(results)} rounds,`,
    'every other round backwards, after one to warm up that does not count. Each cell: median over rounds, and the median of the ratios to',
    'patched Perlbal within each round. "Recording" keeps every exchange with its heads, as the app does.',
    '"32 at once" is one group after the other, the first on new connections, whose windows still grow.',
    `In the minute before, ${loadBefore.toFixed(1)} processes of others wanted a core.`,
    '',
    `| | ${targetNames.join(' | ')} |`,
    `|---|${targetNames.map(() => '---:|').join('')}`,
    ...rows.map((each) => tableRow(results, each as unknown as Row)),
    '',
    `Small seeks are bounded by the application, which alone answers ${ceiling.toFixed(0)} requests per second here. nginx`,
    'without Lua sends storage’s 206 on as it is, without a prefix; with Lua it does the same job as Perlbal and ours, with',
    'its default buffers or with 64 kB that it hands on as they fill.',
    '',
    ...whatIsLeft(results),
    '',
    '| goal (with recording) | measured | |',
    '|---|---:|---|',
    ...judgeGoals(results).map(
      ({ text, measured, isReached }) =>
        `| ${text} | ${measured} | ${isReached ? 'reached' : '**not reached**'} |`,
    ),
    '',
  ].join('\n');
}

/** Replaces the proxy part of docs/benchmarks.md and leaves the rest of the page alone. */
export function writeReport(report: string): void {
  const file = join(projectDir, 'docs', 'benchmarks.md');
  const page = existsSync(file) ? readFileSync(file, 'utf8') : '# Benchmarks\n';
  const part = `${BEGIN}\n${report}${END}\n`;
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  const newPage =
    begin >= 0 && end > begin
      ? page.slice(0, begin) + part + page.slice(end + END.length + 1)
      : `${page}\n${part}`;
  writeFileSync(file, newPage);
}

function tableRow(results: Results, { title, name, figure, format }: Row): string {
  const figuresOf = (target: TargetName) => results.figures(name, target, figure as never);
  const cells = targetNames.map((target) => {
    const value = format(median(figuresOf(target)));
    const ratio = medianRatio(figuresOf(target), figuresOf(BASELINE));
    const isRatioShown = target !== BASELINE && Number.isFinite(ratio);
    return isRatioShown ? `${value} (${ratio.toFixed(2)})` : value;
  });
  return `| ${title} | ${cells.join(' | ')} |`;
}

function rounds(results: Results): number {
  return results.figures('bulk', BASELINE, 'megabytesPerSecond').length;
}

function machine(): string {
  const [first] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const software = [
    `Linux ${release()}`,
    `Node ${process.version}`,
    version('perl', ['-MPerlbal', '-e', 'print "Perlbal $Perlbal::VERSION"']),
    version('nginx', ['-v']),
    version('lighttpd', ['-v']).replace(/ .*/, ''),
  ];
  return `${cpus().length} cores (${first?.model.trim()}), ${memory}, ${software.join(', ')}`;
}

function version(program: string, args: string[]): string {
  const text = execFileSync('sh', ['-c', '"$0" "$@" 2>&1', program, ...args], { encoding: 'utf8' });
  return text.trim().split('\n')[0]?.replace('nginx version: ', '') ?? program;
}
