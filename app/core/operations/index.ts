import type { Handlers } from '../operation.ts';
import { faultHandlers } from './faults.ts';
import { libraryHandlers } from './library.ts';
import { logHandlers } from './log.ts';
import { playbackHandlers } from './playback.ts';
import { seekHandlers } from './seek.ts';
import { sessionHandlers } from './session.ts';
import { settingsHandlers } from './settings.ts';
import { sweepHandlers } from './sweeps.ts';
import { systemHandlers } from './system.ts';
import { targetHandlers } from './target.ts';
import { videoHandlers } from './video.ts';

/** Every operation's handler, by the name that `app/contract/operations.ts` gives it. */
export const handlers: Handlers = {
  ...systemHandlers,
  ...faultHandlers,
  ...libraryHandlers,
  ...videoHandlers,
  ...targetHandlers,
  ...logHandlers,
  ...seekHandlers,
  ...playbackHandlers,
  ...sessionHandlers,
  ...sweepHandlers,
  ...settingsHandlers,
};
