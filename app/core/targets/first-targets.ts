import type { TargetInput } from '../../contract/target.ts';
import type { SavedTargets } from './saved-targets.ts';
import type { Targets } from './targets.ts';

/**
 * Those that were saved, and those of this run; a saved one that cannot be added any more is left out.
 * @throws CodedError `target_pattern_invalid`, `target_invalid` for one of this run
 */
export async function addFirstTargets(
  targets: Targets,
  saved: SavedTargets,
  given: readonly TargetInput[],
): Promise<void> {
  for (const input of await saved.read()) {
    try {
      targets.add(input);
      targets.setSaved(input.name, true);
    } catch {
      // It leads to our own port of this run, or there are too many.
    }
  }
  for (const input of given) targets.add(input);
}
