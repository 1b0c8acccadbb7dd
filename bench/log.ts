/**
 * npm run bench:log -- [--write]
 * Fills the log with 100,000 exchanges and measures what they take, how soon a page of rows is there
 * at any place and filter, what reading it costs the reproxy's clients, and the console with a full
 * log. `--write` puts the report into docs/benchmarks.md.
 */
import { cpus, release } from 'node:os';
import { parseArgs } from 'node:util';
import { writePart } from './lib/write-part.ts';
import { measureConsole } from './log/measure-console.ts';
import { measureLog } from './log/measure-log.ts';
import { measureReproxy } from './log/measure-reproxy.ts';
import { makeLogReport } from './log/report.ts';
import { startFullSeeklab } from './log/start-full-seeklab.ts';

const { values: options } = parseArgs({ options: { write: { type: 'boolean', default: false } } });

const EXCHANGES = 100_000;

const kept = await measureLog(EXCHANGES);
const seeklab = await startFullSeeklab(EXCHANGES);
try {
  const reproxy = await measureReproxy(seeklab);
  const page = await measureConsole(seeklab);
  const report = makeLogReport({
    machine: `${cpus().length} cores (${cpus()[0]?.model.trim()}), Linux ${release()}, Node ${process.version}`,
    exchanges: EXCHANGES,
    kept,
    reproxy,
    page,
  });
  process.stdout.write(report);
  if (options.write) writePart('log', report);
} finally {
  await seeklab.end();
}
