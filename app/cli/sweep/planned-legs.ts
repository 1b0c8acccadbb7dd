import { CodedError } from '../../contract/errors.ts';
import type { VideoFacts } from '../../contract/video.ts';
import type { SweepLeg } from '../../core/sweeps/run-sweep.ts';
import type { Workbench } from '../../core/workbench.ts';
import { readTagOffsets } from '../../flv/tag-offsets.ts';
import { createVideoClock } from '../../seek/clock/video-clock.ts';
import type { PlannedLeg } from '../../sweep/plan/plan-asks.ts';
import type { PlanPart } from '../../sweep/plan/plan-part.ts';
import { placesIn, readPlanFiles } from './plan-files.ts';

/**
 * What a plan must know of each leg.
 * @throws CodedError `plan_needs_file`, `plan_line_not_understood`, `file_unreadable`
 */
export async function planLegs(
  workbench: Pick<Workbench, 'openFile'>,
  parts: readonly PlanPart[],
  legs: readonly SweepLeg[],
): Promise<PlannedLeg[]> {
  const files = await readPlanFiles(parts);
  const needsTags = parts.find(({ kind }) => kind === 'every-tag');
  const planned: PlannedLeg[] = [];
  for (const { video, target, facts } of legs) {
    const { sizeBytes, durationMs, index } = facts;
    const place = { sizeBytes, durationMs, clock: createVideoClock(facts) };
    const places = new Map(files.map((file) => [file.path, placesIn(file, place)]));
    const tagOffsets = needsTags ? await tagOffsetsOf(workbench, needsTags.text, facts) : null;
    planned.push({ video, target, of: { sizeBytes, durationMs, index, tagOffsets, places } });
  }
  return planned;
}

async function tagOffsetsOf(
  workbench: Pick<Workbench, 'openFile'>,
  plan: string,
  { name }: VideoFacts,
): Promise<Float64Array> {
  const opened = await workbench.openFile(name);
  if (opened === null) throw new CodedError('plan_needs_file', { plan, name });
  try {
    return await readTagOffsets(opened.source);
  } finally {
    await opened.close();
  }
}
