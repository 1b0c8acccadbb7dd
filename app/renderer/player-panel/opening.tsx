import { LoaderCircle } from 'lucide-react';
import type { ReadingProgress } from '../../contract/video.ts';
import { formatSize } from '../../seek/format.ts';
import { ProgressBar } from '../design/progress-bar.tsx';
import css from './opening.module.css';

interface OpeningProps {
  name: string;
  progress: ReadingProgress | null;
}

/** Stands where the picture will be while a video is read from end to end. */
export function Opening({ name, progress }: OpeningProps) {
  const { bytesRead, sizeBytes } = progress ?? { bytesRead: 0, sizeBytes: 0 };
  return (
    <div className={css.opening}>
      <p className={css.name} role="status">
        <LoaderCircle size={18} aria-hidden className={css.spinner} />
        Reading {name}
      </p>
      <div className={css.progress}>
        {sizeBytes > 0 && (
          <>
            <ProgressBar
              className={css.bar}
              label={`Reading ${name}`}
              value={bytesRead}
              max={sizeBytes}
            />
            <span aria-hidden>
              {formatSize(bytesRead)} of {formatSize(sizeBytes)}
            </span>
          </>
        )}
      </div>
    </div>
  );
}
