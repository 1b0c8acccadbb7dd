import { CodedError } from '../../contract/errors.ts';
import {
  MAX_DESCRIPTION_BYTES,
  MAX_QUEUED_SHARDS,
  type QueuedSweep,
  type QueuedVideo,
} from '../../contract/queue.ts';
import type { ParsedArgs } from '../../core/options/parsed-args.ts';
import { withoutSecrets } from '../../core/queue/target-secrets.ts';
import { createVideoDigests } from '../../core/queue/video-digest.ts';
import { version } from '../../core/version.ts';
import type { Workbench } from '../../core/workbench.ts';
import type { HeldAgainst } from '../sweep/held-against.ts';
import type { AskedGround, SweepAsked } from '../sweep/open-ground.ts';
import type { SweepSettings } from '../sweep/sweep-options.ts';

/** A worker that is killed has so many to do again, unless there are very many in all. */
const ASKS_OF_SHARD = 250;
/** A small sweep is for several workers, too. */
const LEAST_SHARDS = 8;

/**
 * What can be seen before anything is opened.
 * @throws CodedError `usage`, `queue_cannot`
 */
export function refuseUnqueued(args: ParsedArgs, { parts, shard, playback }: SweepSettings): void {
  const refuse = (what: string, why: string) => new CodedError('queue_cannot', { what, why });
  if (shard !== null) {
    const detail = '--queue makes shards itself: leave --shard away.';
    throw new CodedError('usage', { detail });
  }
  const own = ['application', 'mogile'].find((name) => args.one(name) !== undefined);
  if (own !== undefined) {
    throw refuse(`A sweep with --${own}`, 'workers ask their own embedded servers, or targets');
  }
  if (playback) throw refuse('A sweep with --playback', 'workers have no browser to play in');
  if (args.one('fault') !== undefined) {
    throw refuse('A sweep with --fault', 'workers would count the requests of each for itself');
  }
  const file = parts.find(({ kind }) => kind === 'file');
  if (file) throw refuse(`The plan "${file.text}"`, 'workers do not have the file');
}

export interface Describing {
  workbench: Workbench;
  settings: SweepSettings;
  held: HeldAgainst;
  ground: AskedGround;
  isWhole: boolean;
  keepsHeads: boolean;
  /** Asks in all. */
  planned: number;
  signal: AbortSignal;
}

/**
 * A sweep as its workers are told of it.
 * @throws CodedError `queue_secrets_stay`, `queue_cannot`, `queue_description_too_large`
 */
export async function describeSweep(describing: Describing): Promise<QueuedSweep> {
  const { workbench, settings, held, ground, isWhole, keepsHeads, planned } = describing;
  const asked = queuedAsked(ground.asked);
  const { configuration } = await workbench.call('system.status', {});
  const description: QueuedSweep = {
    version,
    plan: settings.plan,
    seed: settings.seed,
    shards: shardsFor(planned),
    concurrency: settings.concurrency,
    isWhole,
    keepsHeads,
    maxFailures: Number.isFinite(settings.maxFailures) ? settings.maxFailures : null,
    budget: held.budget,
    pace: configuration.pace,
    videos: await describeVideos(describing),
    asked,
  };
  const size = Buffer.byteLength(JSON.stringify(description));
  if (size <= MAX_DESCRIPTION_BYTES) return description;
  throw new CodedError('queue_description_too_large', { size, limit: MAX_DESCRIPTION_BYTES });
}

function queuedAsked(asked: SweepAsked): QueuedSweep['asked'] {
  return asked.kind === 'personalities'
    ? { kind: asked.kind, all: [...asked.all] }
    : { kind: asked.kind, inputs: asked.inputs.map(withoutSecrets) };
}

function shardsFor(asks: number): number {
  const wanted = Math.max(LEAST_SHARDS, Math.ceil(asks / ASKS_OF_SHARD));
  return Math.max(1, Math.min(wanted, asks, MAX_QUEUED_SHARDS));
}

async function describeVideos({ workbench, ground, signal }: Describing): Promise<QueuedVideo[]> {
  const digests = createVideoDigests(signal);
  const videos: QueuedVideo[] = [];
  for (const [i, { name, sizeBytes }] of ground.videos.entries()) {
    const leg = ground.legs.find(({ video }) => video === i);
    const found = leg ? await digests.of(workbench.openFile, leg.facts.name) : null;
    if (found === null && ground.asked.kind === 'personalities') {
      const why = 'it is no file of this machine, which a worker could have, too';
      throw new CodedError('queue_cannot', { what: `The video "${name}"`, why });
    }
    videos.push({ name, sizeBytes, digest: found?.digest ?? null });
  }
  return videos;
}
