import { CodedError } from '../../contract/errors.ts';
import type { Handler } from '../operation.ts';

export const configureSystem: Handler<'system.configure'> = (
  { system, catalog, publish },
  patch,
) => {
  try {
    system.configure(patch);
  } catch (error) {
    // To whoever clicked, "run `seeklab help`" is no help.
    if (!(error instanceof CodedError) || error.code !== 'usage') throw error;
    throw new CodedError('configuration_invalid', { detail: error.message }, { cause: error });
  }
  const status = system.status();
  publish({ event: 'system', data: status });
  // Videos of the user's own application are there only while it is asked.
  publish({ event: 'library', data: catalog.entries() });
  return status;
};
