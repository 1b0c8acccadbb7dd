import { CircleAlert, CornerDownLeft, TriangleAlert } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import type { VideoFacts } from '../../contract/video.ts';
import type { VideoClock } from '../../seek/clock/video-clock.ts';
import { type GoTo, parseGoTo } from '../../seek/plan/go-to.ts';
import { cx } from '../design/cx.ts';
import { playback } from '../model/playback.ts';
import css from './go-to-box.module.css';

interface GoToBoxProps {
  facts: VideoFacts;
  clock: VideoClock;
}

/** One box for a time, a byte offset or a keyframe; it says how it understood the text. */
export function GoToBox({ facts, clock }: GoToBoxProps) {
  const [text, setText] = useState('');
  const [isFocused, setIsFocused] = useState(false);
  const [isRefused, setIsRefused] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const noteId = useId();
  const { durationMs, sizeBytes } = facts;
  const result = parseGoTo(text, { durationMs, sizeBytes, clock });

  const go = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setIsRefused(!result.isUnderstood);
    if (!result.isUnderstood) return;
    setIsAsked(true);
    playback.seek(result.asked);
    // The next keys are the player's again; G comes back, with the text selected.
    event.currentTarget.querySelector('input')?.blur();
  };

  const isNoteShown = isRefused || (isFocused && !isAsked && text.trim() !== '');
  return (
    <form className={css.form} onSubmit={go}>
      <input
        id="go-to"
        className={css.input}
        aria-label="Go to a time, byte offset or keyframe"
        aria-describedby={noteId}
        aria-invalid={isRefused}
        placeholder="Go to 0:42.3, byte 1204887, 0x1262A7 or #21"
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setIsRefused(false);
          setIsAsked(false);
        }}
        onFocus={() => setIsFocused(true)}
        onBlur={() => {
          setIsFocused(false);
          setIsRefused(false);
        }}
      />
      <div id={noteId} className={css.place} role="status">
        {isNoteShown && <GoToNote result={result} isRefused={isRefused} />}
      </div>
    </form>
  );
}

function GoToNote({ result, isRefused }: { result: GoTo; isRefused: boolean }) {
  if (!result.isUnderstood) {
    return (
      <p className={cx(css.note, isRefused && css.refused)}>
        {isRefused && <CircleAlert size={13} aria-hidden />}
        {result.reason}
      </p>
    );
  }
  return (
    <div className={css.note}>
      <CornerDownLeft size={13} aria-hidden />
      <div>
        <p>{result.meaning}</p>
        {result.warning && (
          <p className={css.warning}>
            <TriangleAlert size={13} aria-hidden /> {result.warning}
          </p>
        )}
      </div>
    </div>
  );
}
