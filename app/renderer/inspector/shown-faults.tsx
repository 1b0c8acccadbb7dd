import css from './summary.module.css';

/** Never hidden: what an embedded part did wrong because it was asked to. */
export function ShownFaults({ faults }: { faults: readonly string[] }) {
  if (faults.length === 0) return null;
  return (
    <p className={css.fault}>
      Under a fault that was asked for: <code>{faults.join('; ')}</code>
    </p>
  );
}
