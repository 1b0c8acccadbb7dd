/**
 * Addresses of a target's videos on the relay: `/t/TARGET/NAME?start=START&seek=ID`. They are made and
 * read here and nowhere else.
 */
import { splitTarget } from './request-target.ts';
import { anyNameOf, videoPath } from './video-path.ts';

/** The folder that all targets seem to lie in. */
const TARGET_FOLDER = '/t/';
const TARGET_PATH = /^\/t\/([A-Za-z0-9][A-Za-z0-9._-]{0,63})(\/.*)$/;

/** What a request asks of the relay. */
export interface RelayAsk {
  readonly target: string;
  readonly videoName: string;
  /** As written; null: none. */
  readonly start: string | null;
  /** The other parameters, as written. */
  readonly pairs: readonly string[];
}

/** The address of a target's video on the relay: a path, percent-encoded; `start` and `seek` come behind it. */
export function relayAddress(target: string, videoName: string): string {
  return `${TARGET_FOLDER}${target}${videoPath(videoName)}`;
}

/** The target that a request of the relay is for; null when it names none. */
export function relayedTargetOf(requestTarget: string): string | null {
  if (!requestTarget.startsWith(TARGET_FOLDER)) return null;
  const end = requestTarget.indexOf('/', TARGET_FOLDER.length);
  return end < 0 ? null : requestTarget.slice(TARGET_FOLDER.length, end);
}

/**
 * Reads what is asked of the relay; null when it names no video of a target.
 * @param requestTarget without our mark of a seek
 */
export function readRelayAsk(requestTarget: string): RelayAsk | null {
  const { path, query } = splitTarget(requestTarget);
  const [, target, namePath] = TARGET_PATH.exec(path) ?? [];
  const videoName = namePath === undefined ? null : anyNameOf(namePath);
  if (target === undefined || videoName === null) return null;
  const pairs = query === '' ? [] : query.split('&');
  const starts = pairs.filter((pair) => pair.startsWith('start='));
  // Twice is the target's to judge, as every other fault.
  const start = starts.length === 0 ? null : starts.join('&').slice('start='.length);
  return { target, videoName, start, pairs: pairs.filter((pair) => !pair.startsWith('start=')) };
}
