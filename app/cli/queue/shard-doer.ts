import { CodedError } from '../../contract/errors.ts';
import type { QueuedSweep, QueuedVideo } from '../../contract/queue.ts';
import type { SweepSummary } from '../../contract/sweep.ts';
import { type OwnTarget, withOwnSecrets } from '../../core/queue/target-secrets.ts';
import { createVideoDigests, type VideoDigests } from '../../core/queue/video-digest.ts';
import type { ShardTask } from '../../core/queue/worker-end.ts';
import { planLegs } from '../../core/sweeps/planned-legs.ts';
import { runSweep } from '../../core/sweeps/run-sweep.ts';
import { summaryOf } from '../../core/sweeps/sweep-summary.ts';
import { entryNameOf } from '../../core/targets/target-name.ts';
import { version } from '../../core/version.ts';
import type { Workbench } from '../../core/workbench.ts';
import { formatCount } from '../../seek/format.ts';
import { countAsks, planAsks, type SweepPlan } from '../../sweep/plan/plan-asks.ts';
import { parsePlan } from '../../sweep/plan/plan-part.ts';
import { Tally } from '../../sweep/tally.ts';
import { type AskedGround, groundOfPersonalities, groundOfTargets } from '../sweep/open-ground.ts';
import { userPath } from '../user-path.ts';

interface OpenedSweep {
  sweep: string;
  workbench: Workbench;
  ground: AskedGround;
  plan: Omit<SweepPlan, 'shard'>;
}

/** Does the shards of sweeps that others ask for, one after the other. */
export interface ShardDoer {
  /** @throws CodedError where this worker is not fit for it: `worker_*`, and what opening says */
  work(task: ShardTask): Promise<SweepSummary>;
  close(): Promise<void>;
}

export interface ShardDoerOptions {
  /** Each sweep has a workbench of its own: files may be others by the next one. */
  openWorkbench(): Promise<Workbench>;
  own: readonly OwnTarget[];
  signal: AbortSignal;
}

export function createShardDoer(options: ShardDoerOptions): ShardDoer {
  const digests = createVideoDigests(options.signal);
  /** Its shards follow one another, mostly. */
  let opened: OpenedSweep | null = null;
  const close = async () => {
    const before = opened;
    opened = null;
    await before?.workbench.close();
  };
  return {
    async work(task) {
      if (opened?.sweep !== task.sweep) {
        await close();
        opened = await openSweep(options, digests, task);
      }
      return doShard(opened, task);
    },
    close,
  };
}

async function openSweep(
  { openWorkbench, own }: ShardDoerOptions,
  digests: VideoDigests,
  { sweep, description }: ShardTask,
): Promise<OpenedSweep> {
  const { plan, seed, pace } = description;
  if (description.version !== version) {
    throw new CodedError('worker_version_other', { own: version, wanted: description.version });
  }
  const workbench = await openWorkbench();
  try {
    await workbench.call('system.configure', { pace });
    const ground = await openGround(workbench, own, digests, description);
    const parts = parsePlan(plan);
    const planning = { openFile: workbench.openFile, pathOf: userPath };
    const legs = await planLegs(planning, parts, ground.legs);
    return { sweep, workbench, ground, plan: { parts, seed, legs } };
  } catch (error) {
    await workbench.close();
    throw error;
  }
}

async function openGround(
  workbench: Workbench,
  own: readonly OwnTarget[],
  digests: VideoDigests,
  { asked, videos }: QueuedSweep,
): Promise<AskedGround> {
  if (asked.kind === 'personalities') {
    for (const video of videos)
      refuseOther(video, await digests.of(workbench.openFile, video.name));
    const facts = [];
    for (const { name } of videos) facts.push(await workbench.call('video.open', { name }));
    return groundOfPersonalities(workbench, asked.all, facts);
  }
  const inputs = asked.inputs.map((input) => withOwnSecrets(input, own));
  for (const input of inputs) await workbench.call('target.add', input);
  const [first] = inputs;
  for (const video of first ? videos : []) {
    if (video.digest === null) continue;
    refuseOther(
      video,
      await digests.of(workbench.openFile, entryNameOf(first?.name ?? '', video.name)),
    );
  }
  const names = videos.map(({ name }) => name);
  const ground = await groundOfTargets(workbench, inputs, names);
  for (const [i, video] of videos.entries()) {
    refuseOtherSize(video, ground.videos[i]?.sizeBytes ?? 0);
  }
  return ground;
}

/** @throws CodedError `worker_lacks_video`, `worker_has_other_video` */
function refuseOther(
  video: QueuedVideo,
  found: { sizeBytes: number; digest: string } | null,
): void {
  const { name } = video;
  if (found === null) throw new CodedError('worker_lacks_video', { name });
  refuseOtherSize(video, found.sizeBytes);
  if (found.digest === video.digest) return;
  throw new CodedError('worker_has_other_video', {
    name,
    detail: 'it is as long, with other bytes',
  });
}

function refuseOtherSize({ name, sizeBytes }: QueuedVideo, own: number): void {
  if (own === sizeBytes) return;
  const detail = `it has ${formatCount(own)} bytes, not ${formatCount(sizeBytes)}`;
  throw new CodedError('worker_has_other_video', { name, detail });
}

async function doShard(
  { workbench, ground, plan: whole }: OpenedSweep,
  { description, shard: index, signal, onResult, onCounts }: ShardTask,
): Promise<SweepSummary> {
  const { plan, seed, shards: total, concurrency, isWhole, keepsHeads, budget } = description;
  const shard = { index, total };
  const own = { ...whole, shard };
  const tally = new Tally(countAsks(own).own);
  const startedAtEpochMs = Date.now();
  const endedEarly = await runSweep({
    bench: workbench,
    legs: ground.legs,
    asks: planAsks(own),
    ...{ concurrency, isWhole, budget, keepsHeads, signal },
    maxFailures: description.maxFailures ?? Number.POSITIVE_INFINITY,
    onResult(result, checks) {
      tally.add(result, checks);
      onCounts(tally.counts);
      return onResult(result);
    },
  });
  const { counts, checks } = tally;
  return summaryOf({
    plan,
    seed,
    shard,
    budget,
    ground,
    startedAtEpochMs,
    counts,
    checks,
    endedEarly,
  });
}
