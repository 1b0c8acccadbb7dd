import { CodedError } from '../../contract/errors.ts';
import type { HandlersOf } from '../operation.ts';

export const systemHandlers: HandlersOf<'system'> = {
  'system.status': ({ system }) => system.status(),

  async 'system.switch-part'({ system, changes }, { part, isUp }) {
    await system.switchPart(part, isUp);
    changes.tell('system');
    return system.status();
  },

  'system.configure'({ system, changes }, patch) {
    try {
      system.configure(patch);
    } catch (error) {
      // To whoever clicked, "run `seeklab help`" is no help.
      if (!(error instanceof CodedError) || error.code !== 'usage') throw error;
      throw new CodedError('configuration_invalid', { detail: error.message }, { cause: error });
    }
    changes.tell('system');
    // Videos of the user's own application are there only while it is asked.
    changes.tell('library');
    return system.status();
  },
};
