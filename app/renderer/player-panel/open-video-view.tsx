import { useStore } from 'zustand';
import type { SeekAsked } from '../../contract/seek.ts';
import type { Finding, VideoFacts } from '../../contract/video.ts';
import type { VideoClock } from '../../seek/clock/video-clock.ts';
import { cx } from '../design/cx.ts';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { type Reading, viewStore } from '../model/stores.ts';
import { Timeline } from '../timeline/timeline.tsx';
import { FailureStrip } from './failure-strip.tsx';
import { FindingsStrip } from './findings-strip.tsx';
import css from './open-video-view.module.css';
import { ReadingStrip } from './reading-strip.tsx';
import { Stage } from './stage.tsx';
import { Transport } from './transport.tsx';

interface OpenVideoViewProps {
  begunWith: VideoFacts;
  facts: VideoFacts;
  clock: VideoClock;
  asked: SeekAsked | null;
  reading: Reading | null;
}

/** An open video, from its picture down to its controls. */
export function OpenVideoView({ begunWith, facts, clock, asked, reading }: OpenVideoViewProps) {
  const { client } = useWorkbench();
  const isLarge = useStore(viewStore, (state) => state.isPictureLarge);
  // The stage already says why there is no picture.
  const isNews = ({ code }: Finding) => facts.isPlayable || !isAboutFormat(code);
  return (
    <div className={cx(css.view, isLarge && css.large)}>
      <FindingsStrip findings={facts.findings.filter(isNews)} />
      {reading && (
        <ReadingStrip facts={facts} reading={reading} onReadAgain={() => client.readAgain()} />
      )}
      <Stage begunWith={begunWith} facts={facts} asked={asked} />
      <FailureStrip facts={facts} />
      <div className={css.controls}>
        <Timeline facts={facts} clock={clock} />
        <Transport facts={facts} clock={clock} />
      </div>
    </div>
  );
}

const isAboutFormat = (code: string) => ['codec_unplayable', 'not_flv', 'empty'].includes(code);
