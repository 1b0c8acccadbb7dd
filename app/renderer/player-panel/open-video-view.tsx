import type { SeekAsked } from '../../contract/seek.ts';
import type { VideoFacts } from '../../contract/video.ts';
import type { VideoClock } from '../player/video-clock.ts';
import { Timeline } from '../timeline/timeline.tsx';
import { FindingsStrip } from './findings-strip.tsx';
import { Stage } from './stage.tsx';
import { Transport } from './transport.tsx';

interface OpenVideoViewProps {
  facts: VideoFacts;
  clock: VideoClock;
  asked: SeekAsked | null;
}

/** An open video, from its picture down to its controls. */
export function OpenVideoView({ facts, clock, asked }: OpenVideoViewProps) {
  return (
    <>
      <FindingsStrip findings={facts.findings} />
      <Stage facts={facts} asked={asked} />
      <Timeline facts={facts} clock={clock} />
      <Transport facts={facts} clock={clock} />
    </>
  );
}
