import { onTestFinished } from 'vitest';
import { LOG_BOUNDS, type LogBounds, type LogFilter, type LogRow } from '../../../contract/log.ts';
import { createLog, type Log } from '../log.ts';

/** A log that ends with the test. */
export function startLog(bounds: Partial<LogBounds> = {}): Log {
  const log = createLog({ ...LOG_BOUNDS, ...bounds });
  onTestFinished(() => log.close());
  return log;
}

export const rowsOf = (log: Log, filter: LogFilter = 'all'): LogRow[] =>
  log.page(filter, 0, 1_000_000).rows;
