import { CodedError } from '../../contract/errors.ts';
import type { AnsweredAs } from '../../contract/exchange.ts';
import type { SweepTarget, SweepVideo } from '../../contract/sweep.ts';
import type { Target, TargetInput } from '../../contract/target.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { allMannersOf } from '../../core/options/manners-options.ts';
import type { ParsedArgs } from '../../core/options/parsed-args.ts';
import { readSweptTargets } from '../../core/options/target-options.ts';
import { embeddedAs, legAs, sweepTargetOf, sweepVideoOf } from '../../core/sweeps/ground-parts.ts';
import type { SweepLeg } from '../../core/sweeps/run-sweep.ts';
import { entryNameOf } from '../../core/targets/target-name.ts';
import type { Workbench } from '../../core/workbench.ts';
import { referenceOf } from '../seek/find-target.ts';
import { findVideo } from '../seek/find-video.ts';

/** What is swept: each of the videos at each of the targets. */
export interface AskedGround {
  videos: SweepVideo[];
  targets: SweepTarget[];
  /** Target by target, and of each the videos in their order. */
  legs: SweepLeg[];
  asked: SweepAsked;
}

/** Whom a sweep asks: the same opens the same ground on another machine. */
export type SweepAsked =
  | { kind: 'personalities'; all: readonly AnsweredAs[] }
  | { kind: 'targets'; inputs: readonly TargetInput[] };

/**
 * Opens the videos that were named, at the targets or as the personalities that were.
 * @throws CodedError `usage`, `target_*`, and what opening a video says
 */
export async function openGround(
  workbench: Workbench,
  args: ParsedArgs,
  named: readonly string[],
): Promise<AskedGround> {
  return args.all('target').length > 0
    ? openAtTargets(workbench, args, named)
    : openAsPersonalities(workbench, args, named);
}

async function openAsPersonalities(
  workbench: Workbench,
  args: ParsedArgs,
  named: readonly string[],
): Promise<AskedGround> {
  const all = allMannersOf(args);
  const facts: VideoFacts[] = [];
  for (const each of named) facts.push(await findVideo(workbench, each));
  return groundOfPersonalities(workbench, all, facts);
}

export function groundOfPersonalities(
  workbench: Workbench,
  all: readonly AnsweredAs[],
  facts: readonly VideoFacts[],
): AskedGround {
  const answerAs = (manners: AnsweredAs) => workbench.call('system.configure', manners);
  const legs = all.flatMap((manners, target) =>
    facts.map((each, video) => legAs({ video, target, facts: each }, manners, answerAs)),
  );
  const asked = { kind: 'personalities' as const, all };
  const videos = facts.map((each) => sweepVideoOf(each));
  return { videos, targets: all.map(embeddedAs), legs, asked };
}

async function openAtTargets(
  workbench: Workbench,
  args: ParsedArgs,
  named: readonly string[],
): Promise<AskedGround> {
  if (args.all('personality').length > 1) {
    const detail = 'With --target, one --personality says what its answers should be like.';
    throw new CodedError('usage', { detail });
  }
  const { videoNames, inputs } = await readInputs(workbench, args, named);
  return groundOfTargets(workbench, inputs, videoNames);
}

/** @throws CodedError `target_*`, and what opening a video says */
export async function groundOfTargets(
  workbench: Workbench,
  inputs: readonly TargetInput[],
  videoNames: readonly string[],
): Promise<AskedGround> {
  const legs: SweepLeg[] = [];
  for (const [target, input] of inputs.entries()) {
    await workbench.call('target.add', input);
    for (const [video, name] of videoNames.entries()) {
      const facts = await workbench.call('video.open', { name: entryNameOf(input.name, name) });
      legs.push({ video, target, facts, mayMoveStart: false });
    }
  }
  const listed = await workbench.call('target.list', {});
  const targets = inputs.map(({ name }) =>
    sweepTargetOf(listed.find((each) => each.name === name) as Target),
  );
  // Of the first target: all have the same.
  const videos = videoNames.map((name, video) =>
    sweepVideoOf((legs[video] as SweepLeg).facts, name),
  );
  return { videos, targets, legs, asked: { kind: 'targets', inputs } };
}

/** One video may be known in any way; several are all of the library, or known to the targets alone. */
async function readInputs(
  workbench: Workbench,
  args: ParsedArgs,
  named: readonly string[],
): Promise<{ videoNames: string[]; inputs: TargetInput[] }> {
  const found: Awaited<ReturnType<typeof referenceOf>>[] = [];
  for (const each of named) found.push(await referenceOf(workbench, each));
  const videoNames = found.map(({ videoName }) => videoName);
  const [first] = found;
  if (first === undefined) throw new RangeError('no video was named');
  const { kind } = first.reference;
  const isMixed = found.some(({ reference }) => reference.kind !== kind || kind === 'url');
  if (found.length > 1 && isMixed) {
    const detail =
      'Several videos at a --target are all of the library, or all known to the target alone.';
    throw new CodedError('usage', { detail });
  }
  const reference = found.length > 1 && kind === 'library' ? { kind, name: null } : first.reference;
  return { videoNames, inputs: readSweptTargets(args, videoNames, reference) };
}
