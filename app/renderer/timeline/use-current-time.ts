import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { playback } from '../model/playback.ts';
import { playbackStore } from '../model/stores.ts';

/** The picture's place, ms on the player's clock; follows every frame while it plays. */
export function useCurrentTime(): number {
  const isPlaying = useStore(playbackStore, ({ player }) => player.phase === 'playing');
  const restingMs = useStore(playbackStore, ({ player }) => player.currentTimeMs);
  const [playingMs, setPlayingMs] = useState(restingMs);
  useEffect(() => {
    if (!isPlaying) return;
    let frame = requestAnimationFrame(function follow() {
      setPlayingMs(playback.currentTimeMs());
      frame = requestAnimationFrame(follow);
    });
    return () => cancelAnimationFrame(frame);
  }, [isPlaying]);
  return isPlaying ? playingMs : restingMs;
}
