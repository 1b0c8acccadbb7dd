import type { SeekAsked } from '../../contract/seek.ts';
import type { Finding, VideoFacts } from '../../contract/video.ts';
import type { VideoClock } from '../player/video-clock.ts';
import { Timeline } from '../timeline/timeline.tsx';
import { FindingsStrip } from './findings-strip.tsx';
import css from './open-video-view.module.css';
import { Stage } from './stage.tsx';
import { Transport } from './transport.tsx';

interface OpenVideoViewProps {
  facts: VideoFacts;
  clock: VideoClock;
  asked: SeekAsked | null;
}

/** An open video, from its picture down to its controls. */
export function OpenVideoView({ facts, clock, asked }: OpenVideoViewProps) {
  // The stage already says why there is no picture.
  const isNews = ({ code }: Finding) => facts.isPlayable || !isAboutFormat(code);
  return (
    <>
      <FindingsStrip findings={facts.findings.filter(isNews)} />
      <Stage facts={facts} asked={asked} />
      <div className={css.controls}>
        <Timeline facts={facts} clock={clock} />
        <Transport facts={facts} clock={clock} />
      </div>
    </>
  );
}

const isAboutFormat = (code: string) => ['codec_unplayable', 'not_flv', 'empty'].includes(code);
