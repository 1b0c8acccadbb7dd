import type { SeekRunner } from '../../../seek/record/seek-control.ts';
import { watchPlaysOn } from '../picture/plays-on-watch.ts';

/** Carries seeks out with `runner`, and records of each whose picture came how playback went on. */
export function createWatchedScreen(video: HTMLVideoElement, runner: SeekRunner): SeekRunner {
  let stopWatching = () => {};
  return {
    start(seek) {
      stopWatching();
      const { record } = seek;
      const stop = runner.start(seek);
      return () => {
        stop();
        if (record.seek.state !== 'played') return;
        stopWatching = watchPlaysOn(video, (playedOn) => record.change({ playedOn }));
      };
    },
    close() {
      stopWatching();
      runner.close();
    },
  };
}
