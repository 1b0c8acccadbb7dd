import { CodedError } from '../../contract/errors.ts';
import { guessTarget } from '../../http/guess-target.ts';
import type { HandlersOf } from '../operation.ts';
import { identifyTarget } from '../targets/identify/identify-target.ts';
import { entryNameOf } from '../targets/target-name.ts';

/** What changes is told by event too, of the library as well. */
export const targetHandlers: HandlersOf<'target'> = {
  'target.list': ({ targets }) => targets.list(),

  'target.add'({ targets }, input) {
    targets.add(input);
    return targets.list();
  },

  async 'target.change'({ targets, savedTargets }, { name, target, keepSecrets }) {
    const { input, isSaved } = targets.planChange(name, target, keepSecrets === true);
    // First on disk: what cannot be written down is refused, and nothing has changed.
    if (isSaved) await savedTargets.put(input, name);
    targets.replace(name, input);
    return targets.list();
  },

  async 'target.remove'({ targets, savedTargets }, { name }) {
    targets.remove(name);
    await savedTargets.remove(name);
    return targets.list();
  },

  async 'target.save'({ targets, savedTargets }, { name, isSaved }) {
    const input = targets.inputOf(name);
    await (isSaved ? savedTargets.put(input) : savedTargets.remove(name));
    targets.setSaved(name, isSaved);
    return targets.list();
  },

  async 'target.identify'({ videos, system, targets }, { name, videoName }, { signal }) {
    const facts = await videos.read(entryNameOf(name, videoName), {}, signal);
    return identifyTarget(facts, targets.find(name), system.reproxyUrl, signal);
  },

  'target.guess'(_parts, { text }) {
    const guess = guessTarget(text);
    if (guess.kind === 'guess') return guess.target;
    throw new CodedError('target_paste_unusable', { detail: guess.detail });
  },
};
