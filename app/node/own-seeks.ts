import { randomBytes } from 'node:crypto';
import { CodedError } from '../contract/errors.ts';
import type { SeekAsked } from '../contract/seek.ts';
import type { VideoFacts } from '../contract/video.ts';
import { gatherExchanges } from '../core/seeks/finished-exchanges.ts';
import { createJudgedSeeker } from '../core/seeks/judged-seeker.ts';
import type { Workbench } from '../core/workbench.ts';
import { createVideoClock } from '../seek/clock/video-clock.ts';
import { parseGoTo } from '../seek/plan/go-to.ts';
import type { SeekOptions } from './options.ts';
import type { JudgedSeek } from './records.ts';

/** Seeks without a player. */
export interface OwnSeeks {
  /** See `Seeklab.seek`. */
  seek(name: string, at: string, options?: SeekOptions): Promise<JudgedSeek>;
  close(): void;
}

export function createOwnSeeks(workbench: Workbench): OwnSeeks {
  const mark = `node.${randomBytes(6).toString('hex')}.`;
  const exchanges = gatherExchanges(workbench.log, (id) => id.startsWith(mark));
  const running = new Set<AbortController>();
  let seekers = 0;
  return {
    async seek(name, at, options = {}) {
      const facts = await workbench.call('video.open', { name });
      const asked = askedOf(at, facts);
      const { configuration } = await workbench.call('system.status', {});
      const ending = new AbortController();
      running.add(ending);
      seekers += 1;
      const seeker = createJudgedSeeker({
        ...{ bench: workbench, exchanges, facts },
        seekerId: `${mark}${seekers}`,
        accuracy: options.exact ? 'exact' : 'keyframe',
        isWhole: options.whole ?? false,
        mayMoveStart: configuration.personality === 'cdn',
        signal: ending.signal,
      });
      const judged = await seeker.carryOut(asked).finally(() => running.delete(ending));
      if (judged === null) throw new CodedError('request_cancelled', { name: `seek to ${at}` });
      return judged;
    },
    close() {
      for (const ending of running) ending.abort();
      exchanges.close();
    },
  };
}

/** @throws CodedError `usage` */
function askedOf(at: string, facts: VideoFacts): SeekAsked {
  const { durationMs, sizeBytes } = facts;
  const read = parseGoTo(at, { durationMs, sizeBytes, clock: createVideoClock(facts) });
  if (read.isUnderstood) return read.asked;
  throw new CodedError('usage', { detail: `seek to ${at}: ${read.reason}` });
}
