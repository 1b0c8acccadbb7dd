import { defaultConfiguration, type Pace } from '../../contract/system.ts';
import { formatSize } from '../../seek/format.ts';

/** A way for the embedded storage to send what our own player asks for. */
export interface NamedPace {
  value: string;
  words: string;
  pace: Pace | null;
}

/** `16 MB/s after 1 MB`, `unlimited`. */
export function nameOfPace(pace: Pace | null): string {
  if (pace === null) return 'unlimited';
  const rate = `${rounded(pace.bytesPerSecond)}/s`;
  return pace.burstBytes > 0 ? `${rate} after ${rounded(pace.burstBytes)}` : rate;
}

const rounded = (bytes: number) => formatSize(bytes).replace(/\.0+ /, ' ');

const line = (bytesPerSecond: number, words: string): NamedPace => {
  const pace = { burstBytes: 0, bytesPerSecond };
  return { value: nameOfPace(pace), words, pace };
};

/** What can be chosen. */
export const namedPaces: readonly NamedPace[] = [
  {
    value: nameOfPace(defaultConfiguration.pace),
    words: 'As servers pace video: a browser is not busy with what nobody looks at yet.',
    pace: defaultConfiguration.pace,
  },
  {
    value: nameOfPace(null),
    words: 'As fast as it goes; browsers read tens of megabytes ahead.',
    pace: null,
  },
  line(2_000_000, 'A line of today, and not the quickest.'),
  line(500_000, 'A slow line: a large keyframe takes its time.'),
  line(100_000, 'A line of 2007 (800 kbit/s).'),
];

/** What the pace is for, in one sentence. */
export const paceWords =
  'How fast the embedded storage sends what this player asks for. Other clients and your own storage are never held back.';
