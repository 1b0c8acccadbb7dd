import { ChevronRight } from 'lucide-react';
import type { LogEntry } from '../../../contract/log.ts';
import { OutcomeMark } from '../../design/outcome-mark.tsx';
import { viewStore } from '../../model/stores.ts';
import { countsText } from './count-text.ts';
import css from './verdict-bar.module.css';

/** The verdict in one line; leads to the checks behind it. Nothing before they have run. */
export function VerdictBar({ row: { verdict, checks } }: { row: LogEntry }) {
  if (verdict === null) return null;
  const deciding = checks.find(({ code }) => code === verdict.code);
  return (
    <button
      type="button"
      className={css.bar}
      title="Show all checks"
      onClick={() => viewStore.setState({ tab: 'checks' })}
    >
      <OutcomeMark outcome={verdict.result} />
      <span className={css.words}>
        {deciding?.message ?? (countsText(checks) || 'No check found fault')}
      </span>
      <ChevronRight size={14} aria-hidden className={css.arrow} />
    </button>
  );
}
