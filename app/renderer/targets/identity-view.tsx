import { Check, X } from 'lucide-react';
import type { Likeness, TargetIdentity } from '../../contract/target.ts';
import { cx } from '../design/cx.ts';
import css from './targets.module.css';

/** Whom a target behaves like, and the rows that say so. */
export function IdentityView({ identity }: { identity: TargetIdentity }) {
  const { likenesses, server } = identity;
  const [first] = likenesses;
  if (!first) return null;
  const alike = likenesses.filter((each) => shareOf(each) === shareOf(first));
  const isExact = first.same === first.rows.length;
  return (
    <section className={css.identity} aria-label="Who it is">
      <p role="status">
        {isExact ? 'Behaves like' : 'Is most like'}{' '}
        <strong>{alike.map(nameOf).join(' or ')}</strong>
        {!isExact && `, in ${first.same} of ${first.rows.length} things`}.{' '}
        {server === null ? 'It does not say who it is.' : `It calls itself “${server}”.`}
      </p>
      <table className={css.rows}>
        <thead>
          <tr>
            <th scope="col">Asked</th>
            <th scope="col">Looked at</th>
            <th scope="col">Seen</th>
            <th scope="col">{nameOf(first)} would show</th>
          </tr>
        </thead>
        <tbody>
          {first.rows.map(({ probe, trait, seen, expected, isSame }) => (
            <tr key={`${probe} ${trait}`} className={cx(!isSame && css.unlike)}>
              <th scope="row">{probe}</th>
              <td>{trait}</td>
              <td>
                {isSame ? (
                  <Check size={13} role="img" aria-label="the same" />
                ) : (
                  <X size={13} role="img" aria-label="otherwise" />
                )}{' '}
                {seen}
              </td>
              <td>{expected}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={css.help}>
        {likenesses
          .filter((each) => !alike.includes(each))
          .map((each) => `${nameOf(each)} ${each.same} of ${each.rows.length}`)
          .join(' · ')}
      </p>
    </section>
  );
}

const shareOf = ({ same, rows }: Likeness) => same / rows.length;

/** With its faults, Perlbal’s plugin answers byte for byte as the patch does. */
function nameOf({ personality, hasQuirks }: Likeness): string {
  return hasQuirks ? `${personality} with quirks (or Perlbal’s own plugin)` : personality;
}
