import type { VideoFacts } from '../../../app/contract/video.ts';
import type { SeekAccuracy } from '../../../app/renderer/player/player.ts';

/** How one seek went. */
export interface Measured {
  /** From the call to the picture on screen, ms; null when none came within the limit. */
  pictureMs: number | null;
  /** Is the frame number in the picture the one of the frame that should be there? */
  isRight: boolean;
  /** Seeklab's watchdog had to ask the browser again. */
  isReseek: boolean;
}

/** A picture that came. */
export interface Picture {
  tookMs: number;
  /** Presentation time, ms. */
  timeMs: number;
  isReseek: boolean;
}

/** A player under measurement; it has shown its first picture. */
export interface Contestant {
  /** Null when no picture came within the limit. */
  seek(timeMs: number): Promise<Picture | null>;
  close(): void;
}

/** What is measured, of whom. */
export interface Round {
  player: 'ours' | 'stock';
  origin: string;
  facts: VideoFacts;
  accuracy: SeekAccuracy;
  timesMs: readonly number[];
  /** Between one seek and the next; none where absent. */
  pauseMs?: number;
}

export const video = document.querySelector('video') ?? document.createElement('video');
