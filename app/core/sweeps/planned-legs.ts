import { CodedError } from '../../contract/errors.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { readTagOffsets } from '../../flv/tag-offsets.ts';
import { createVideoClock } from '../../seek/clock/video-clock.ts';
import type { PlannedLeg } from '../../sweep/plan/plan-asks.ts';
import type { PlanPart } from '../../sweep/plan/plan-part.ts';
import type { VideoOpener } from '../library/opened-video.ts';
import { placesIn, readPlanFiles } from './plan-files.ts';
import type { SweepLeg } from './run-sweep.ts';

/** What is needed to find out what a plan must know. */
export interface PlanningGround {
  openFile: VideoOpener;
  /** The absolute form of a path that a plan names. */
  pathOf(path: string): string;
}

/**
 * What a plan must know of each leg.
 * @throws CodedError `plan_needs_file`, `plan_line_not_understood`, `file_unreadable`
 */
export async function planLegs(
  { openFile, pathOf }: PlanningGround,
  parts: readonly PlanPart[],
  legs: readonly Pick<SweepLeg, 'video' | 'target' | 'facts'>[],
): Promise<PlannedLeg[]> {
  const files = await readPlanFiles(parts, pathOf);
  const needsTags = parts.find(({ kind }) => kind === 'every-tag');
  const planned: PlannedLeg[] = [];
  for (const { video, target, facts } of legs) {
    const { sizeBytes, durationMs, index } = facts;
    const place = { sizeBytes, durationMs, clock: createVideoClock(facts) };
    const places = new Map(files.map((file) => [file.path, placesIn(file, place)]));
    const tagOffsets = needsTags ? await tagOffsetsOf(openFile, needsTags.text, facts) : null;
    planned.push({ video, target, of: { sizeBytes, durationMs, index, tagOffsets, places } });
  }
  return planned;
}

async function tagOffsetsOf(
  openFile: VideoOpener,
  plan: string,
  { name }: VideoFacts,
): Promise<Float64Array> {
  const opened = await openFile(name);
  if (opened === null) throw new CodedError('plan_needs_file', { plan, name });
  try {
    return await readTagOffsets(opened.source);
  } finally {
    await opened.close();
  }
}
