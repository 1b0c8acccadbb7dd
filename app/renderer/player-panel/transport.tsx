import {
  Minimize,
  Pause,
  Play,
  SkipBack,
  SkipForward,
  StepBack,
  StepForward,
  Volume2,
  VolumeX,
} from 'lucide-react';
import { useStore } from 'zustand';
import type { VideoFacts } from '../../contract/video.ts';
import type { VideoClock } from '../../seek/clock/video-clock.ts';
import { IconButton } from '../design/button.tsx';
import { Segmented } from '../design/segmented.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { leaveFullScreen } from '../model/full-screen.ts';
import { playback, rates } from '../model/playback.ts';
import { playbackStore, viewStore, workbenchStore } from '../model/stores.ts';
import { AssistanceSwitch } from './assistance-switch.tsx';
import { GoToBox } from './go-to-box.tsx';
import css from './transport.module.css';

interface TransportProps {
  facts: VideoFacts;
  clock: VideoClock;
}

/** Play, steps, the go-to box, and how to play. */
export function Transport({ facts, clock }: TransportProps) {
  return (
    <div className={css.room}>
      <div className={css.transport}>
        <div className={css.buttons}>
          <StepButtons isPlayable={facts.isPlayable} hasKeyframes={clock.keyframes.length > 0} />
        </div>
        <GoToBox facts={facts} clock={clock} />
        <Accuracy />
        <AssistanceSwitch />
        <Speed />
        <Sound />
        <LeaveFullScreen />
      </div>
    </div>
  );
}

interface StepButtonsProps {
  isPlayable: boolean;
  hasKeyframes: boolean;
}

function StepButtons({ isPlayable, hasKeyframes }: StepButtonsProps) {
  const isPlaying = useStore(playbackStore, ({ player }) => player.phase === 'playing');
  return (
    <>
      <IconButton
        label="Previous keyframe"
        command="previous-keyframe"
        disabled={!hasKeyframes}
        onClick={() => playback.stepKeyframe(-1)}
      >
        <SkipBack size={16} aria-hidden />
      </IconButton>
      <IconButton
        label="Previous frame"
        command="previous-frame"
        disabled={!isPlayable}
        onClick={() => playback.stepFrame(-1)}
      >
        <StepBack size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={isPlaying ? 'Pause' : 'Play'}
        command="play-pause"
        className={css.play}
        disabled={!isPlayable}
        onClick={playback.togglePlay}
      >
        {isPlaying ? (
          <Pause size={17} fill="currentColor" aria-hidden />
        ) : (
          <Play size={17} fill="currentColor" aria-hidden />
        )}
      </IconButton>
      <IconButton
        label="Next frame"
        command="next-frame"
        disabled={!isPlayable}
        onClick={() => playback.stepFrame(1)}
      >
        <StepForward size={16} aria-hidden />
      </IconButton>
      <IconButton
        label="Next keyframe"
        command="next-keyframe"
        disabled={!hasKeyframes}
        onClick={() => playback.stepKeyframe(1)}
      >
        <SkipForward size={16} aria-hidden />
      </IconButton>
    </>
  );
}

function Accuracy() {
  const { client } = useWorkbench();
  const seekAccuracy = useStore(workbenchStore, ({ settings }) => settings.seekAccuracy);
  return (
    <Segmented
      label="Seek to"
      value={seekAccuracy}
      options={[
        { value: 'keyframe', text: 'Keyframe' },
        { value: 'exact', text: 'Exact' },
      ]}
      onChange={(accuracy) => void client.changeSettings({ seekAccuracy: accuracy })}
    />
  );
}

function LeaveFullScreen() {
  const isLarge = useStore(viewStore, (state) => state.isPictureLarge);
  if (!isLarge) return null;
  return (
    <IconButton label="Leave full screen" command="full-screen" onClick={leaveFullScreen}>
      <Minimize size={16} aria-hidden />
    </IconButton>
  );
}

function Speed() {
  const rate = useStore(playbackStore, ({ player }) => player.rate);
  return (
    <select
      className={css.speed}
      aria-label="Speed"
      value={rate}
      onChange={(event) => playback.setRate(Number(event.target.value))}
    >
      {rates.map((value) => (
        <option key={value} value={value}>
          {value}×
        </option>
      ))}
    </select>
  );
}

function Sound() {
  const { client } = useWorkbench();
  const { volume, isMuted } = useStore(workbenchStore, (state) => state.settings);
  const isSilent = isMuted || volume === 0;
  return (
    <div className={css.sound}>
      <IconButton
        label={isSilent ? 'Sound on' : 'Sound off'}
        command="sound"
        onClick={() => void client.changeSettings({ isMuted: !isMuted })}
      >
        {isSilent ? <VolumeX size={16} aria-hidden /> : <Volume2 size={16} aria-hidden />}
      </IconButton>
      <input
        type="range"
        className={css.volume}
        aria-label="Volume"
        min={0}
        max={1}
        step={0.05}
        value={isMuted ? 0 : volume}
        onChange={(event) =>
          void client.changeSettings({ volume: Number(event.target.value), isMuted: false })
        }
      />
    </div>
  );
}
