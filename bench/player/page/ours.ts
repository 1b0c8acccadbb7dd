import type { Seek, SeekAsked } from '../../../app/contract/seek.ts';
import { createPlayer } from '../../../app/renderer/player/player.ts';
import { type Contestant, type Round, video } from './contestant.ts';

interface Ours extends Contestant {
  /** First picture after the start, ms. */
  openedMs: number | null;
  holdKeyframeKey(forMs: number): Promise<number>;
}

/** Seeklab's player, through a reproxy. */
export async function createOurs(
  { origin, facts, accuracy }: Omit<Round, 'timesMs'>,
  asked?: SeekAsked,
): Promise<Ours> {
  const seeks = new Map<string, Seek>();
  let onEnd: (() => void) | null = null;
  const player = createPlayer({
    onForeignSeek: () => undefined,
    video,
    facts,
    pageId: `bench-${Math.floor(performance.now())}`,
    streamUrl: (start, seekId) =>
      `${origin}/v/${facts.name}?${start === 0 ? '' : `start=${start}&`}seek=${seekId}`,
    onSeek(seek) {
      seeks.set(seek.id, seek);
      if (seek.state !== 'running') onEnd?.();
    },
    onState: () => undefined,
  });
  const ended = (id: string) =>
    new Promise<Seek>((resolve) => {
      onEnd = () => {
        const seek = seeks.get(id);
        if (seek && seek.state !== 'running') resolve(seek);
      };
      onEnd();
    });
  const newest = () => [...seeks.keys()].at(-1) ?? '';

  player.open(asked ? { asked, accuracy } : undefined);
  const opened = await ended(newest());
  return {
    openedMs: opened.firstPictureMs,
    async seek(timeMs) {
      const seek = await ended(player.seek({ kind: 'time', timeMs }, accuracy));
      return seek.played === null
        ? null
        : {
            tookMs: seek.firstPictureMs ?? Number.NaN,
            timeMs: seek.played.timeMs,
            isReseek: seek.assists.some(({ code }) => code === 'reseek'),
          };
    },
    async holdKeyframeKey(forMs) {
      const before = seeks.size;
      for (const end = performance.now() + forMs; performance.now() < end; ) {
        player.stepKeyframe(1);
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      await ended(newest());
      return [...seeks.values()].slice(before).filter(({ state }) => state === 'played').length;
    },
    close: () => player.close(),
  };
}
