import { randomBytes } from 'node:crypto';
import { verdictOf } from '../checks/verdict.ts';
import { CodedError } from '../contract/errors.ts';
import type { SeekAsked } from '../contract/seek.ts';
import type { VideoFacts } from '../contract/video.ts';
import { fetchPart } from '../core/sweeps/fetch-part.ts';
import { gatherExchanges } from '../core/sweeps/finished-exchanges.ts';
import type { Workbench } from '../core/workbench.ts';
import { createVideoClock } from '../seek/clock/video-clock.ts';
import { parseGoTo } from '../seek/plan/go-to.ts';
import { createSeeker } from '../seek/seeker.ts';
import { createVideoAddress } from '../seek/video-address.ts';
import type { SeekOptions } from './options.ts';
import type { JudgedSeek } from './records.ts';

/** Seeks without a player. */
export interface OwnSeeks {
  /** See `Seeklab.seek`. */
  seek(name: string, at: string, options?: SeekOptions): Promise<JudgedSeek>;
  close(): void;
}

export function createOwnSeeks(workbench: Workbench): OwnSeeks {
  const mark = `node.${randomBytes(6).toString('hex')}`;
  const exchanges = gatherExchanges(workbench.log, (id) => id.startsWith(mark));
  let seeks = 0;
  return {
    async seek(name, at, options = {}) {
      const facts = await workbench.call('video.open', { name });
      const { configuration } = await workbench.call('system.status', {});
      const clock = createVideoClock(facts);
      const seeker = createSeeker({
        facts,
        seekerId: `${mark}.${++seeks}`,
        accuracy: options.exact ? 'exact' : 'keyframe',
        isWhole: options.whole ?? false,
        fetchPart,
        streamUrl: createVideoAddress(workbench.reproxyUrl, () => ({ facts, clock })),
        mayMoveStart: () => facts.target?.mayMoveStart ?? configuration.personality === 'cdn',
      });
      const seek = await seeker.seek(askedOf(at, facts));
      const own = seek.requestedOffset === null ? [] : await exchanges.of(seek.id);
      const checks = await workbench.judge({ seek, exchanges: own });
      return { seek, exchanges: own, verdict: verdictOf(checks), checks };
    },
    close: exchanges.close,
  };
}

/** @throws CodedError `usage` */
function askedOf(at: string, facts: VideoFacts): SeekAsked {
  const { durationMs, sizeBytes } = facts;
  const read = parseGoTo(at, { durationMs, sizeBytes, clock: createVideoClock(facts) });
  if (read.isUnderstood) return read.asked;
  throw new CodedError('usage', { detail: `seek to ${at}: ${read.reason}` });
}
