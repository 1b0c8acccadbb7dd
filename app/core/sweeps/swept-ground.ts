import { resolve } from 'node:path';
import { CodedError } from '../../contract/errors.ts';
import type { AnsweredAs } from '../../contract/exchange.ts';
import type { SweepTarget, SweepVideo } from '../../contract/sweep.ts';
import type { SweepGround } from '../../contract/sweep-run.ts';
import type { Target } from '../../contract/target.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { countAsks, type SweepPlan } from '../../sweep/plan/plan-asks.ts';
import { parsePlan } from '../../sweep/plan/plan-part.ts';
import type { VideoOpener } from '../library/opened-video.ts';
import { entryNameOf } from '../targets/target-name.ts';
import { embeddedAs, sweepTargetOf, sweepVideoOf } from './ground-parts.ts';
import { planLegs } from './planned-legs.ts';

/** A video at one of those who are asked. */
export interface GroundLeg {
  /** Places in the sweep's `videos` and `targets`. */
  video: number;
  target: number;
  facts: VideoFacts;
  /** In which the embedded reproxy answers; null at a target. */
  manners: AnsweredAs | null;
}

/** What is swept, opened and planned. */
export interface OpenedGround {
  videos: SweepVideo[];
  targets: SweepTarget[];
  legs: GroundLeg[];
  plan: SweepPlan;
  /** Of the whole plan. */
  asks: number;
}

interface OpenGroundOptions {
  openFile: VideoOpener;
  openVideo(name: string): Promise<VideoFacts>;
  /** @throws CodedError `target_unknown` */
  findTarget(name: string): Target;
}

/**
 * Opens each of the videos at each of those who are asked, and makes the plan: target by target, and of
 * each the videos in their order.
 * @throws CodedError `plan_*`, `sweep_nobody`, `target_unknown`, and what opening a video says
 */
export async function openGround(
  ground: SweepGround,
  { openFile, openVideo, findTarget }: OpenGroundOptions,
): Promise<OpenedGround> {
  const parts = parsePlan(ground.plan);
  const asked = whoIsAsked(ground, findTarget);
  if (asked.length === 0) throw new CodedError('sweep_nobody');
  const legs: GroundLeg[] = [];
  for (const [target, { name, manners }] of asked.entries()) {
    for (const [video, videoName] of ground.videos.entries()) {
      const facts = await openVideo(name === null ? videoName : entryNameOf(name, videoName));
      legs.push({ video, target, facts, manners });
    }
  }
  const planning = { openFile, pathOf: (path: string) => resolve(path) };
  const plan: SweepPlan = {
    ...{ parts, seed: ground.seed, shard: null },
    legs: await planLegs(planning, parts, legs),
  };
  return {
    // Of the first who is asked: all have the same.
    videos: ground.videos.map((name, video) =>
      sweepVideoOf((legs[video] as GroundLeg).facts, name),
    ),
    targets: asked.map(({ name, pattern, personality }) => ({ name, pattern, personality })),
    ...{ legs, plan, asks: countAsks(plan).whole },
  };
}

/** The reproxy in each of the manners, then the targets. */
function whoIsAsked(
  { personalities, targets }: SweepGround,
  findTarget: (name: string) => Target,
): (SweepTarget & { manners: AnsweredAs | null })[] {
  return [
    ...personalities.map((manners) => ({ ...embeddedAs(manners), manners })),
    ...targets.map((name) => ({ ...sweepTargetOf(findTarget(name)), manners: null })),
  ];
}
