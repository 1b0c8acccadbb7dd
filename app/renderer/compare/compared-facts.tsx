import type { ComparedFact } from '../../checks/compare/compare-facts.ts';
import { cx } from '../design/cx.ts';
import { VisuallyHidden } from '../design/visually-hidden.tsx';
import css from './compared-facts.module.css';
import { deltaText, factText } from './fact-text.ts';

interface ComparedFactsProps {
  facts: readonly ComparedFact[];
  isOnlyDifferences: boolean;
}

/** What was asked and came of it, as a table. */
export function ComparedFacts({ facts, isOnlyDifferences }: ComparedFactsProps) {
  const shown = isOnlyDifferences ? facts.filter(({ differs }) => differs) : facts;
  if (shown.length === 0) return null;
  return (
    <table className={css.facts} aria-label="What differs of the rows">
      <thead>
        <tr>
          <th scope="col">
            <VisuallyHidden>What</VisuallyHidden>
          </th>
          <th scope="col">A</th>
          <th scope="col">B</th>
          <th scope="col">B − A</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((fact) => (
          <tr key={fact.name} className={cx(fact.differs && css.differs)}>
            <th scope="row">
              <span className={css.sign} aria-hidden="true">
                {fact.differs && '≠'}
              </span>
              {fact.name}
              {fact.differs && <VisuallyHidden> differs</VisuallyHidden>}
            </th>
            <td>{factText(fact.first)}</td>
            <td>{factText(fact.second)}</td>
            <td className={css.delta}>{deltaText(fact)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
