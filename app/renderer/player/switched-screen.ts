import { keepPlaying } from './keep-playing.ts';
import { createPlainScreen } from './plain-screen.ts';
import { createScreen } from './screen.ts';
import type { SeekRunner } from './seek-control.ts';
import type { SeekRunContext } from './seek-run.ts';

/** Carries each seek out with assistance or without, as its record says. */
export function createSwitchedScreen(video: HTMLVideoElement, context: SeekRunContext): SeekRunner {
  const assisted = createScreen(video, context);
  const plain = createPlainScreen(video, context);
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
