import type { Changes } from './changes.ts';
import type { EmbeddedSystem } from './embedded-system.ts';
import type { Faults } from './faults/faults.ts';
import type { Catalog } from './library/catalog.ts';
import type { VideoReader } from './library/read-video.ts';
import type { Log } from './log/log.ts';
import type { PlayerDesk } from './playback/player-desk.ts';
import type { Sessions } from './sessions/sessions.ts';
import type { SettingsStore } from './settings-store.ts';
import type { Sweeps } from './sweeps/sweeps.ts';
import type { SavedTargets } from './targets/saved-targets.ts';
import type { Targets } from './targets/targets.ts';

/** What the operations work with. */
export interface WorkbenchParts {
  readonly system: EmbeddedSystem;
  readonly faults: Faults;
  readonly catalog: Catalog;
  readonly videos: VideoReader;
  readonly targets: Targets;
  readonly savedTargets: SavedTargets;
  readonly log: Log;
  readonly playerDesk: PlayerDesk;
  readonly settings: SettingsStore;
  readonly sessions: Sessions;
  readonly sweeps: Sweeps;
  readonly changes: Changes;
  /** Of the web door; null while there is none. */
  consoleOrigin(): string | null;
}
