import { AudioLines, LifeBuoy, LoaderCircle } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { SeekAsked } from '../../contract/seek.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { ErrorNote } from '../design/error-note.tsx';
import { playback, startPlayback } from '../model/playback.ts';
import { playbackStore, workbenchStore } from '../model/stores.ts';
import css from './stage.module.css';

interface StageProps {
  /** The player is started anew when these, or `asked`, are others. */
  begunWith: VideoFacts;
  facts: VideoFacts;
  asked: SeekAsked | null;
}

/** The picture, or a plain statement of why there is none. */
export function Stage({ begunWith, facts, asked }: StageProps) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(
    () => (video.current ? startPlayback(video.current, begunWith, asked) : undefined),
    [begunWith, asked],
  );
  const { volume, isMuted, isAssisted } = useStore(workbenchStore, (state) => state.settings);
  useEffect(() => playback.setAssisted(isAssisted), [isAssisted]);
  useEffect(() => playback.setVolume(volume, isMuted), [volume, isMuted]);

  return (
    <div className={css.stage}>
      {/* biome-ignore lint/a11y/useMediaCaption: FLV has no captions. */}
      <video
        ref={video}
        className={css.video}
        aria-label={`Picture of ${facts.name}`}
        playsInline
        hidden={!facts.isPlayable}
        onClick={playback.togglePlay}
      />
      {!isAssisted && (
        <p className={css.plain}>
          <LifeBuoy size={13} aria-hidden /> Assistance off: a plain player gets the bytes as they
          came
        </p>
      )}
      <StageNote facts={facts} />
    </div>
  );
}

/** What stands in place of the picture. */
function StageNote({ facts }: { facts: VideoFacts }) {
  const phase = useStore(playbackStore, ({ player }) => player.phase);
  const hasFailed = useStore(playbackStore, ({ player }) => player.error !== null);
  if (facts.notPlayable) {
    return (
      <div className={css.note}>
        <ErrorNote error={facts.notPlayable} look="plain" />
      </div>
    );
  }
  if (phase === 'loading' && !hasFailed) {
    return (
      <LoaderCircle size={26} strokeWidth={1.5} className={css.loading} aria-label="Loading" />
    );
  }
  if (facts.videoCodec === null) {
    return (
      <p className={css.soundOnly}>
        <AudioLines size={26} strokeWidth={1.5} aria-hidden />
        Sound only: this file has no video track.
      </p>
    );
  }
  return null;
}
