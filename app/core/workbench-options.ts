import type { SystemConfiguration } from '../contract/system.ts';
import type { TargetInput } from '../contract/target.ts';
import type { Timeouts } from '../proxy/options.ts';
import type { Library } from './library/library.ts';
import type { MogileSettings } from './mogile/mogile.ts';
import type { SessionChoice } from './sessions/sessions.ts';

/** What a workbench is started with. */
export interface WorkbenchOptions {
  /** Folder for settings and sessions; made when missing. */
  dataDir: string;
  /** The folder of the videos that ship. */
  sampleDir: string;
  /** Files and folders of the user, absolute paths. */
  mediaPaths?: readonly string[];
  /** Hosts besides loopback that requests may be for, at every port but the console's. */
  publicHosts?: readonly string[];
  /** Port of the reproxy; 0 (default) lets the system choose. */
  reproxyPort?: number;
  /** Whom the reproxy asks and how it answers, at first; what is absent is as by default. */
  configuration?: Partial<SystemConfiguration>;
  /** How long the reproxy waits for others; what is absent is as by default. */
  timeouts?: Partial<Timeouts>;
  /**
   * A MogileFS domain: the embedded application looks up there what the library does not have, and
   * the reproxy may ask the storage nodes that its trackers name. The samples are left out then,
   * so that their names cannot hide keys.
   */
  mogile?: MogileSettings | undefined;
  /** What the embedded parts do wrong on purpose from the start, as `faults.add` takes it. */
  faults?: readonly string[];
  /**
   * Is it a sweep's own? Its log only tells of what comes, whoever makes the seeks judges them, and the
   * embedded storage keeps to the pace for everybody: much of what it sent would be thrown away.
   */
  isForSweep?: boolean;
  /** Of another workbench, which goes on owning it: the same videos under the same names. */
  sharedLibrary?: Library;
  /** In which session what happens is saved; without it in none. */
  session?: SessionChoice | undefined;
  /** Servers under test, besides those that were saved. */
  targets?: readonly TargetInput[];
  /** Called with each path that is added while it runs. */
  onAdded?: (path: string) => void;
  /** Can what other clients asked for be judged too, not only seeks of our own? Default: no. */
  judgesAll?: boolean;
}
