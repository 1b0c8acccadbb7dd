import type { ComparedCheck } from '../../checks/compare/compare-checks.ts';
import { isBad } from '../../checks/verdict.ts';
import type { CheckResult } from '../../contract/check.ts';
import { cx } from '../design/cx.ts';
import { OutcomeMark } from '../design/outcome-mark.tsx';
import css from './compared-checks.module.css';
import { isWorthTelling, sameChecksWords } from './compared-words.ts';

/** What the checks came to on each side, where that differs or is bad. */
export function ComparedChecks({ checks }: { checks: readonly ComparedCheck[] }) {
  if (checks.length === 0) return null;
  const told = checks.filter(isWorthTelling);
  return (
    <section className={css.part} aria-label="Checks">
      <h3 className={css.name}>Checks</h3>
      {told.length > 0 && (
        <table className={css.checks} aria-label="Checks that differ or are bad">
          <thead>
            <tr>
              <th scope="col">Check</th>
              <th scope="col">A</th>
              <th scope="col">B</th>
            </tr>
          </thead>
          <tbody>
            {told.map(({ code, first, second, differs }) => (
              <tr key={code} className={cx(differs && css.differs)}>
                <th scope="row">
                  <span className={css.sign} aria-hidden="true">
                    {differs && '≠'}
                  </span>
                  <code>{code}</code>
                </th>
                <td>
                  <Result result={first} />
                </td>
                <td>
                  <Result result={second} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={css.same}>{sameChecksWords(checks)}</p>
    </section>
  );
}

function Result({ result }: { result: CheckResult | null }) {
  if (result === null) return 'not run';
  return (
    <>
      <OutcomeMark outcome={result.result} />
      {isBad(result.result) && <p className={css.message}>{result.message}</p>}
    </>
  );
}
