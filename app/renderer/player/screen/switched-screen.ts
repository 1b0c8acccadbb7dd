import type { SeekRunner } from '../../../seek/record/seek-control.ts';
import type { SeekRunContext } from '../../../seek/seek-run.ts';
import type { Playhead } from '../picture/playhead.ts';
import { keepPlaying } from './keep-playing.ts';
import { createPlainScreen } from './plain-screen.ts';
import { createScreen } from './screen.ts';

/** Carries each seek out with assistance or without, as its record says. */
export function createSwitchedScreen(
  video: HTMLVideoElement,
  playhead: Playhead,
  context: SeekRunContext,
): SeekRunner {
  const assisted = createScreen(video, playhead, context);
  const plain = createPlainScreen(video, playhead, context);
  let current = assisted;

  return {
    start(seek) {
      const wanted = seek.record.seek.isAssisted ? assisted : plain;
      if (wanted === current) return wanted.start(seek);
      let stop: () => void = () => undefined;
      keepPlaying(video, () => {
        current.close();
        current = wanted;
        stop = wanted.start(seek);
      });
      return stop;
    },
    close: () => current.close(),
  };
}
