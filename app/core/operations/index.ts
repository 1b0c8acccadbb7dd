import type { Handlers } from '../operation.ts';
import { addServed } from './add-served.ts';
import { addToLibrary } from './add-to-library.ts';
import { clearExchanges } from './clear-exchanges.ts';
import { configureSystem } from './configure-system.ts';
import { getSettings } from './get-settings.ts';
import { librarySizes } from './library-sizes.ts';
import { listExchanges } from './list-exchanges.ts';
import { listLibrary } from './list-library.ts';
import { openVideo } from './open-video.ts';
import { setSettings } from './set-settings.ts';
import { switchPart } from './switch-part.ts';
import { systemStatus } from './system-status.ts';

/** Every operation's handler, by the name that `app/contract/operations.ts` gives it. */
export const handlers: Handlers = {
  'system.status': systemStatus,
  'system.switch-part': switchPart,
  'system.configure': configureSystem,
  'library.list': listLibrary,
  'library.add': addToLibrary,
  'library.add-served': addServed,
  'library.sizes': librarySizes,
  'video.open': openVideo,
  'exchange.list': listExchanges,
  'exchange.clear': clearExchanges,
  'settings.get': getSettings,
  'settings.set': setSettings,
};
