import type { SeekOptions, TargetOptions, WaitOptions } from './options.ts';
import type { Exchange, JudgedSeek, PersonalityName } from './records.ts';

/** A running system: application, reproxy and storage on 127.0.0.1, and what they recorded. */
export interface Seeklab {
  /** `http://127.0.0.1:PORT`, where any player gets videos. */
  readonly reproxyUrl: string;
  /**
   * The address of a video: `http://127.0.0.1:PORT/v/NAME`, with `start` from that byte on.
   * @param name in the library, such as `sample.flv`; with `target`, the name of the video there
   */
  videoUrl(name: string, at?: { start?: number; target?: string }): string;
  /**
   * Adds a video file, or a folder with videos.
   * @returns the names in the library
   */
  addVideo(path: string): Promise<string[]>;
  /** From now on the reproxy answers in that manner. `hasQuirks`: with the bugs of the 2007 patch. */
  personality(name: PersonalityName, options?: { hasQuirks?: boolean }): Promise<void>;
  /** Adds a server under test; players reach it by `videoUrl(name, { target })`, recorded. */
  target(options: TargetOptions): Promise<void>;
  /**
   * From now on an embedded part does something wrong on purpose, beside what is on already: what does
   * your player do then? Exchanges that got to see it say so (`Exchange.faults`).
   * @param text `storage:down`, `storage:stall@500000,every=3,video=NAME`, as `docs/faults.md` lists them;
   *   several with `;` between them
   * @returns switches off what was switched on
   * @throws an error with the code `fault_not_understood`, `fault_never_shown` or `faults_too_many`
   */
  fault(text: string): Promise<() => Promise<void>>;
  /** Switches all faults off. */
  clearFaults(): Promise<void>;
  /**
   * One seek of Seeklab's own, without a player.
   * @param at `0:42.3`, `@1204887`, `0x1262A7`, `#21`, as in `seeklab seek --at`
   */
  seek(name: string, at: string, options?: SeekOptions): Promise<JudgedSeek>;
  /** What was asked of the reproxy since it started, the last 1,000, oldest first. */
  exchanges(): Exchange[];
  /**
   * The next seek of a player that nobody has been given yet, as soon as its answer has ended: one
   * that is over already, or one to come. A seek asks for a byte, with `start=`, or by Range.
   * @throws an error with the code `wait_timeout`
   */
  waitForSeek(options?: WaitOptions): Promise<JudgedSeek>;
  /** Seeks that are over by now are waited for no more. */
  forgetSeeks(): void;
  /** Ends the system; every port is free again. */
  close(): Promise<void>;
}
