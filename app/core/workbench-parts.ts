import type { RpcEvent } from '../contract/rpc.ts';
import type { EmbeddedSystem } from './embedded-system.ts';
import type { ExchangeStore } from './exchange-store/exchange-store.ts';
import type { Catalog } from './library/catalog.ts';
import type { VideoReader } from './library/read-video.ts';
import type { SettingsStore } from './settings-store.ts';

/** What the operations work with. */
export interface WorkbenchParts {
  readonly system: EmbeddedSystem;
  readonly catalog: Catalog;
  readonly videos: VideoReader;
  readonly exchanges: ExchangeStore;
  readonly settings: SettingsStore;
  /** Tells every door what changed. */
  readonly publish: (event: RpcEvent) => void;
}
