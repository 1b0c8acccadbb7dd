import type { SweepTimes } from '../../contract/sweep-run.ts';
import css from './times-view.module.css';

const WIDTH = 240;
const HEIGHT = 80;

interface HistogramProps {
  times: SweepTimes;
  label: string;
}

/** How the times are spread, over a logarithmic scale. */
export function Histogram({ times: { bins }, label }: HistogramProps) {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const width = WIDTH / Math.max(bins.length, 1);
  return (
    <svg
      className={css.histogram}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {bins.map(({ fromMs, count }, i) => {
        const height = count === 0 ? 0 : Math.max(1.5, (HEIGHT * count) / most);
        return (
          <rect
            key={fromMs}
            x={i * width}
            y={HEIGHT - height}
            width={width - 0.6}
            height={height}
          />
        );
      })}
    </svg>
  );
}
