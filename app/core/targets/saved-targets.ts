import { z } from 'zod';
import { CodedError } from '../../contract/errors.ts';
import { type TargetInput, targetInput } from '../../contract/target.ts';
import { withFileLock } from '../file-lock.ts';
import { readSmallFile, replaceSmallFile, SmallFileError } from '../small-file.ts';

/** Fields may be credentials: only its owner reads the file. */
const OWN_ONLY = 0o600;

const saved = z.array(targetInput);

/** The targets that are kept between runs, in one JSON file that several programs may share. */
export interface SavedTargets {
  read(): Promise<TargetInput[]>;
  /**
   * @param before the name that it had
   * @throws CodedError `settings_unwritable`
   */
  put(input: TargetInput, before?: string): Promise<void>;
  /** Nothing happens where it is not there. @throws CodedError `settings_unwritable` */
  remove(name: string): Promise<void>;
}

export function openSavedTargets(path: string): SavedTargets {
  let lastChange: Promise<unknown> = Promise.resolve();

  const change = async (to: (saved: TargetInput[]) => TargetInput[]) => {
    try {
      await withFileLock(path, async () => {
        const before = await readSaved(path);
        const after = to(before);
        if (after.length === 0 && before.length === 0) return;
        await replaceSmallFile(path, `${JSON.stringify(after, null, 2)}\n`, OWN_ONLY);
      });
    } catch (cause) {
      if (!(cause instanceof SmallFileError)) throw cause;
      throw new CodedError('settings_unwritable', { path, detail: cause.message }, { cause });
    }
  };
  const inTurn = (to: (saved: TargetInput[]) => TargetInput[]) => {
    const turn = lastChange.then(() => change(to));
    // A change that failed was told to whoever asked for it; the next one is tried all the same.
    lastChange = turn.catch(() => undefined);
    return turn;
  };

  return {
    read: () => readSaved(path),
    put: (input, before = input.name) =>
      inTurn((saved) => [...without(saved, [input.name, before]), input]),
    remove: (name) => inTurn((saved) => without(saved, [name])),
  };
}

const without = (targets: TargetInput[], names: readonly string[]) =>
  targets.filter((target) => !names.includes(target.name));

async function readSaved(path: string): Promise<TargetInput[]> {
  try {
    return saved.parse(JSON.parse((await readSmallFile(path)) ?? '[]'));
  } catch {
    // No file at all, or one that holds something else: never worth a failed start.
    return [];
  }
}
