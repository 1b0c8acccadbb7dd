import type { SeekAsked } from '../../../app/contract/seek.ts';
import { readFrameNumber } from '../../../e2e/player-harness/read-frame-number.ts';
import { type Measured, type Round, video } from './contestant.ts';
import { createOurs } from './ours.ts';
import { createStock } from './stock.ts';

const bench = {
  /** One player, one seek after another. */
  async measure(round: Round): Promise<Measured[]> {
    const contestant = await (round.player === 'ours' ? createOurs(round) : createStock(round));
    const results: Measured[] = [];
    for (const timeMs of round.timesMs) {
      if (round.pauseMs) await new Promise((resolve) => setTimeout(resolve, round.pauseMs));
      const picture = await contestant.seek(timeMs);
      results.push({
        pictureMs: picture?.tookMs ?? null,
        isRight: picture !== null && isRight(picture.timeMs, timeMs, round),
        isReseek: picture?.isReseek ?? false,
      });
    }
    contestant.close();
    return results;
  },
  /** Starts a fresh player at a place; ms to the picture. */
  async coldStart(round: Omit<Round, 'timesMs'>, asked: SeekAsked): Promise<number | null> {
    const contestant = await createOurs(round, asked);
    contestant.close();
    return contestant.openedMs;
  },
  /** Steps through the keyframes as a key held down does; pictures per second. */
  async stepKeyframes(round: Omit<Round, 'timesMs'>, forMs: number): Promise<number> {
    const contestant = await createOurs(round);
    const pictures = await contestant.holdKeyframeKey(forMs);
    contestant.close();
    return (pictures * 1000) / forMs;
  },
};

declare global {
  interface Window {
    bench: typeof bench;
  }
}
window.bench = bench;

/**
 * The picture carries its frame's number; a player that aims at keyframes may show the frame that
 * was asked for where it has it already.
 */
function isRight(shownMs: number, askedMs: number, { facts, accuracy }: Omit<Round, 'timesMs'>) {
  const frames = facts.frameTimesMs.map((timeMs) => timeMs - facts.baseTimestampMs);
  const keyframes = facts.index.timesMs.map((timeMs) => timeMs - facts.baseTimestampMs);
  const frame = frames.findLastIndex((timeMs) => timeMs <= askedMs);
  const keyframe = frames.indexOf(keyframes.findLast((timeMs) => timeMs <= askedMs) ?? -1);
  const shown = frames.findIndex((timeMs) => Math.abs(timeMs - shownMs) < 1);
  const isExpected = shown === frame || (accuracy === 'keyframe' && shown === keyframe);
  return isExpected && readFrameNumber(video) === shown;
}
