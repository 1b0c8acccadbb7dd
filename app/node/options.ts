import type { PersonalityName } from './records.ts';

/** What `startSeeklab` may be told; all of it can be left out. */
export interface SeeklabOptions {
  /** Video files, and folders with videos in them. The samples that ship are always there. */
  media?: readonly string[];
  /** In whose manner the reproxy answers; default `perlbal-patch`. */
  personality?: PersonalityName;
  /** Your own application instead of the embedded one: its URL. */
  application?: string;
  /** Your own storage, which X-REPROXY-URL may name: `host:port`. */
  storageAllow?: readonly string[];
  /** Port of the reproxy on 127.0.0.1; 0, the default, lets the system choose. */
  port?: number;
}

/** A server under test. */
export interface TargetOptions {
  /** Letters, digits, `.`, `_`, `-`. */
  name: string;
  /** `http://host/v/{name}?start={start}`, also `{startMs}`, `{startSeconds}`; without any, by Range. */
  pattern: string;
  /** Request fields that go along; no record shows their values. */
  headers?: Readonly<Record<string, string>>;
  /** Whom it should be like; without it the contract of the 2007 patch counts. */
  personality?: PersonalityName;
  /** Is a certificate taken that nobody known has signed? */
  allowSelfSigned?: boolean;
}

/** What may be said of a seek. */
export interface SeekOptions {
  /** Aims at the very picture of a time, not at the keyframe before it. */
  exact?: boolean;
  /** Reads the answer to its end, so that the checks see all of it. */
  whole?: boolean;
}

/** Which seek of a player is waited for. */
export interface WaitOptions {
  /** Only one that asks for this byte. */
  start?: number;
  /** Only one in the video of that name. */
  name?: string;
  /** ms; default 30,000. */
  timeoutMs?: number;
}
