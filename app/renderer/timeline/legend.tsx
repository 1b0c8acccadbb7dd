import { AgreedMark, AskedMark, LandedMark, PlayedMark } from './marks.tsx';
import css from './timeline.module.css';

const marks = [
  { Mark: AskedMark, name: 'asked' },
  { Mark: LandedMark, name: 'landed' },
  { Mark: PlayedMark, name: 'played' },
  { Mark: AgreedMark, name: 'all three' },
];

/** What the marks mean. */
export function Legend() {
  return (
    <ul className={css.legend} aria-label="Marks">
      {marks.map(({ Mark, name }) => (
        <li key={name} className={css.legendItem}>
          <svg width="11" height="12" aria-hidden="true">
            <Mark x={5.5} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
