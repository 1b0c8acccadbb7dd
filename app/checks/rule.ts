import type { Limits } from '../contract/budget.ts';
import type { CheckCode } from '../contract/check.ts';
import type { Seek } from '../contract/seek.ts';
import type { VideoFacts } from '../contract/video.ts';
import type { Finding } from './finding.ts';
import type { Subject } from './subject.ts';

/**
 * What a rule looks at. `head`: the client's response head. `body`: what went by of a body that should be
 * video. `index`: the video's scanned index. `playback`: what a player made of it, or that the seek failed;
 * without a player, as on the command line, such rules are skipped for every other seek.
 */
export type Need = 'head' | 'body' | 'index' | 'playback';

/** One check. */
export interface Rule {
  code: CheckCode;
  group: 'wire' | 'stream' | 'playback';
  /** What it is when it is not as it should be. */
  severity: 'fail' | 'warn';
  needs: readonly Need[];
  /** One sentence: what is right. */
  says: string;
  /** What to do when it is not. */
  fix: string;
  judge(subject: Subject): Finding;
  /** What it says of a picture that was in the buffer already; without it, it is skipped. */
  judgeBuffered?(buffered: Buffered): Finding;
}

/** A seek for which nothing was asked of the server. */
export interface Buffered {
  seek: Seek;
  facts: VideoFacts | null;
  limits: Limits;
}
