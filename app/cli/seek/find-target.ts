import type { TargetReference } from '../../contract/target.ts';
import type { VideoFacts } from '../../contract/video.ts';
import type { ParsedArgs } from '../../core/options/parsed-args.ts';
import { readOneTarget } from '../../core/options/target-options.ts';
import { entryNameOf } from '../../core/targets/target-name.ts';
import type { Workbench } from '../../core/workbench.ts';
import { videoNameOf } from '../../http/video-path.ts';
import { findInLibrary } from './find-video.ts';

/**
 * Adds the target that was named and opens its video.
 * @param named the library's name of a video, a file, or the URL of one: it is the reference; any other
 *   name is one that only the target knows, which is then asked without a start for it
 * @throws CodedError `usage`, `target_*`, and what opening the reference says
 */
export async function findTargetVideo(
  workbench: Workbench,
  args: ParsedArgs,
  named: string,
): Promise<VideoFacts> {
  const { videoName, reference } = await referenceOf(workbench, named);
  const target = readOneTarget(args, videoName, reference);
  await workbench.call('target.add', target);
  return workbench.call('video.open', { name: entryNameOf(target.name, videoName) });
}

/** What stands for a video that was named, and its name at a target. */
export async function referenceOf(
  workbench: Workbench,
  named: string,
): Promise<{ videoName: string; reference: TargetReference }> {
  if (/^https?:\/\//i.test(named)) {
    const [path = ''] = named.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/, 1);
    const videoName = videoNameOf(path.slice(path.lastIndexOf('/'))) ?? 'video.flv';
    return { videoName, reference: { kind: 'url', url: named } };
  }
  const name = await findInLibrary(workbench, named);
  if (name === null) return { videoName: named, reference: { kind: 'target' } };
  return { videoName: name, reference: { kind: 'library', name } };
}
