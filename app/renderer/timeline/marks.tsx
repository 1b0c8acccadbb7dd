import css from './marks.module.css';

interface MarkProps {
  x: number;
}

/** Hollow: only a wish. */
export function AskedMark({ x }: MarkProps) {
  return <path className={css.asked} d={`M${x - 4} 2.5h8l-4 7z`} />;
}

/** Where the bytes begin. */
export function LandedMark({ x }: MarkProps) {
  return <path className={css.landed} d={`M${x} 1.5l4.5 4.5l-4.5 4.5l-4.5 -4.5z`} />;
}

/** What was seen. */
export function PlayedMark({ x }: MarkProps) {
  return <circle className={css.played} cx={x} cy={6} r={3.5} />;
}

/** All three at once: the wish came true. */
export function AgreedMark({ x }: MarkProps) {
  return (
    <>
      <path className={css.landed} d={`M${x} 0.7l5.3 5.3l-5.3 5.3l-5.3 -5.3z`} />
      <circle className={css.played} cx={x} cy={6} r={2.7} />
    </>
  );
}
