import { LoaderCircle, TriangleAlert } from 'lucide-react';
import type { VideoFacts } from '../../contract/video.ts';
import { formatSize, plural } from '../../seek/format.ts';
import { Button } from '../design/button.tsx';
import { ProgressBar } from '../design/progress-bar.tsx';
import type { Reading } from '../model/stores.ts';
import css from './reading-strip.module.css';

interface ReadingStripProps {
  facts: VideoFacts;
  reading: Reading;
  onReadAgain: () => void;
}

/** Stands over a video that can be played but was not read to its end yet. */
export function ReadingStrip({ facts, reading, onReadAgain }: ReadingStripProps) {
  const { progress, error } = reading;
  if (error) {
    return (
      <div className={css.strip} role="alert">
        <TriangleAlert size={14} aria-hidden className={css.warning} />
        <p className={css.text} title={error.fix}>
          {error.message} {whatIsKnown(facts)}
        </p>
        <Button onClick={onReadAgain}>Read again</Button>
      </div>
    );
  }
  const bytesRead = progress?.bytesRead ?? 0;
  return (
    <div className={css.strip}>
      <LoaderCircle size={14} aria-hidden className={css.spinner} />
      <p className={css.text} role="status">
        {whatIsKnown(facts)}
      </p>
      <ProgressBar
        className={css.bar}
        label={`Reading ${facts.name}`}
        value={bytesRead}
        max={facts.sizeBytes}
      />
      <span className={css.amount} aria-hidden>
        {formatSize(bytesRead)} of {formatSize(facts.sizeBytes)} read
      </span>
    </div>
  );
}

function whatIsKnown({ index, declaredIndex }: VideoFacts): string {
  if (index.source === 'declared') {
    return 'The keyframes are as the file declares them, not checked yet.';
  }
  const found = `${plural(index.offsets.length, 'keyframe')} found so far.`;
  return declaredIndex === null ? `The file declares no keyframes: ${found}` : found;
}
