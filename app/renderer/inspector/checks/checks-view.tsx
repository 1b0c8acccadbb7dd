import { ListChecks } from 'lucide-react';
import { useMemo } from 'react';
import { rules } from '../../../checks/rules/index.ts';
import { badnessOf, isBad } from '../../../checks/verdict.ts';
import type { CheckResult } from '../../../contract/check.ts';
import type { LogEntry } from '../../../contract/log.ts';
import { Button } from '../../design/button.tsx';
import { EmptyState } from '../../design/empty-state.tsx';
import { OutcomeMark } from '../../design/outcome-mark.tsx';
import css from './checks-view.module.css';
import { countsText } from './count-text.ts';
import { showPlace, wayTo } from './show-place.ts';

const fixes = new Map(rules.map(({ code, fix }) => [code, fix]));

/** All checks of a row, the worst first; each leads to what it speaks of. */
export function ChecksView({ row }: { row: LogEntry }) {
  const sorted = useMemo(
    () => row.checks.toSorted((a, b) => badnessOf(b.result) - badnessOf(a.result)),
    [row.checks],
  );
  if (row.verdict === null) return <NotChecked row={row} />;
  if (row.checks.length === 0) {
    return (
      <EmptyState icon={ListChecks} title="No check found fault">
        A sweep keeps all checks of a seek only where one of them did.
      </EmptyState>
    );
  }
  return (
    <div className={css.checks}>
      <p className={css.counts}>{countsText(row.checks)}</p>
      <ul className={css.list} aria-label="Checks">
        {sorted.map((check) => (
          <CheckItem key={check.code} row={row} check={check} />
        ))}
      </ul>
    </div>
  );
}

function CheckItem({ row, check }: { row: LogEntry; check: CheckResult }) {
  const { code, result, message, seen, expected } = check;
  // A place is worth a way to it where there was something to see.
  const way = result === 'skip' ? null : wayTo(check, row.exchanges[check.exchange] ?? null);
  return (
    <li className={css.check}>
      <div className={css.line}>
        <span className={css.outcome}>
          <OutcomeMark outcome={result} />
        </span>
        <code className={css.code}>{code}</code>
        {way?.kind === 'way' && (
          <Button
            look="plain"
            className={css.show}
            onClick={() => showPlace(row.number, check.exchange, way.place)}
          >
            {way.name}
          </Button>
        )}
      </div>
      <p className={css.message}>{message}</p>
      {result !== 'skip' && (seen !== '' || expected !== '') && (
        <dl className={css.values}>
          <Value name="Seen" value={seen} />
          <Value name="Expected" value={expected} />
        </dl>
      )}
      {isBad(result) && way?.kind === 'none' && <p className={css.fix}>{way.why}</p>}
      {isBad(result) && <p className={css.fix}>{fixes.get(code)}</p>}
    </li>
  );
}

function Value({ name, value }: { name: string; value: string }) {
  if (value === '') return null;
  return (
    <div className={css.value}>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
      </dd>
    </div>
  );
}

function NotChecked({ row }: { row: LogEntry }) {
  const isMarked = row.kind === 'seek' || row.exchanges[0].seekId !== null;
  return (
    <EmptyState icon={ListChecks} title={isMarked ? 'Not checked yet' : 'Not checked'}>
      {isMarked
        ? 'The checks run when the seek has ended.'
        : 'A request that carries seek=NAME in its query is checked like a seek.'}
    </EmptyState>
  );
}
