import { CodedError } from '../../contract/errors.ts';
import {
  FIELD_MASK,
  MAX_TARGETS,
  type Target,
  type TargetChange,
  type TargetInput,
  type TargetVideo,
} from '../../contract/target.ts';
import type { LibraryEntry } from '../../contract/video.ts';
import { relayAddress } from '../../http/relay-url.ts';
import { videoNameOf } from '../../http/video-path.ts';
import { maskAddress } from '../../proxy/relay/mask.ts';
import type { RelayTarget, RelayTargets } from '../../proxy/relay/relay-target.ts';
import type { VideoOpener } from '../library/opened-video.ts';
import { checkTarget, peerOf } from './check-target.ts';
import { checkWhereKeptGo, keepMasked } from './keep-masked.ts';
import { openReference, type ReferenceOptions } from './open-reference.ts';
import { entryNameOf, readEntryName } from './target-name.ts';

/** Of a library, as many names are listed for each target; the others can be opened by name. */
const MAX_LISTED = 1000;

export interface TargetsOptions extends ReferenceOptions {
  /** Names of the library's videos. */
  libraryNames: () => readonly string[];
  /** The relay's port; null before it listens. */
  ownPort: () => number | null;
  /** Called when the targets, and so their videos, are others than before. */
  onChange: () => void;
}

/** The servers under test: the one owner of what is known of them, values of their fields included. */
export interface Targets extends RelayTargets {
  list(): Target[];
  /** @throws CodedError `target_unknown` */
  listed(name: string): Target;
  /**
   * Adds a target, in the place of one of the same name.
   * @throws CodedError `target_pattern_invalid`, `target_invalid`
   */
  add(input: TargetInput): void;
  /**
   * What a target would be after a change, with the values that it keeps; nothing has changed yet.
   * @param keepsSecrets may those go to another server than before?
   * @throws CodedError `target_unknown`, `target_pattern_invalid`, `target_invalid`, `target_secrets_stay`
   */
  planChange(
    name: string,
    change: TargetChange,
    keepsSecrets: boolean,
  ): { input: TargetInput; isSaved: boolean };
  /**
   * Puts another in the place of a target, which may have another name.
   * @throws CodedError `target_unknown`, `target_pattern_invalid`, `target_invalid`
   */
  replace(name: string, input: TargetInput): void;
  /** @throws CodedError `target_unknown` */
  remove(name: string): void;
  /** As it was added, with its fields' values. @throws CodedError `target_unknown` */
  inputOf(name: string): TargetInput;
  setSaved(name: string, isSaved: boolean): void;
  /** Their videos, `TARGET://NAME` each. */
  entries(): LibraryEntry[];
  /** Opens what a target's answers are held against, under the name of its video. */
  open: VideoOpener;
  /** The same, where the file is in the library; null where it has to be fetched. */
  openOnDisk: VideoOpener;
}

interface Added {
  readonly input: TargetInput;
  readonly relayed: RelayTarget;
  readonly isSaved: boolean;
  readonly id: number;
  /** Another for each addition and change: what was read for an earlier one does not hold. */
  readonly edition: number;
}

export function createTargets(options: TargetsOptions): Targets {
  let added = new Map<string, Added>();
  const known = new Set<string>();
  let editions = 0;

  const get = (name: string): Added => {
    const found = added.get(name);
    if (found === undefined) throw new CodedError('target_unknown', { name });
    return found;
  };
  const checkFree = (name: string, before: string) => {
    if (name === before || !added.has(name)) return;
    throw new CodedError('target_invalid', { name, detail: 'another target has that name' });
  };
  const videoOf = (name: string): TargetVideo | null => {
    const read = readEntryName(name);
    const found = read && added.get(read.target);
    if (!read || !found) return null;
    const { startUnit } = found.relayed.pattern;
    const isByTime = startUnit === 'ms' || startUnit === 'seconds';
    const mayMoveStart = isByTime || found.input.expected?.personality === 'cdn';
    return { name: read.target, videoName: read.videoName, startUnit, mayMoveStart };
  };

  return {
    isKnown: (name) => known.has(name),
    find: (name) => added.get(name)?.relayed ?? null,
    list: () => [...added.values()].map(shown),
    listed: (name) => shown(get(name)),
    add(input) {
      const { name } = input;
      const relayed = relayedAs(input, options.ownPort() ?? 0);
      if (!added.has(name) && added.size === MAX_TARGETS) {
        throw new CodedError('target_invalid', {
          name,
          detail: `there are ${MAX_TARGETS} already, which is as many as there may be`,
        });
      }
      editions += 1;
      known.add(name);
      const id = added.get(name)?.id ?? editions;
      added.set(name, { input, relayed, isSaved: false, id, edition: editions });
      options.onChange();
    },
    planChange(name, change, keepsSecrets) {
      const before = get(name);
      const input = keepMasked(change, before.input);
      checkTarget(input, options.ownPort() ?? 0);
      if (!keepsSecrets) checkWhereKeptGo(change, input, before.input);
      checkFree(input.name, name);
      return { input, isSaved: before.isSaved };
    },
    replace(name, input) {
      const before = get(name);
      checkFree(input.name, name);
      const relayed = relayedAs(input, options.ownPort() ?? 0);
      editions += 1;
      known.add(input.name);
      const after = { ...before, input, relayed, edition: editions };
      // It stays where it stands among the others.
      added = new Map(
        [...added].map((each) => (each[0] === name ? ([input.name, after] as const) : each)),
      );
      options.onChange();
    },
    remove(name) {
      get(name);
      added.delete(name);
      options.onChange();
    },
    inputOf: (name) => get(name).input,
    setSaved(name, isSaved) {
      added.set(name, { ...get(name), isSaved });
      options.onChange();
    },
    entries: () =>
      [...added.values()].flatMap(({ input }) =>
        namesOf(input, options.libraryNames()).map((videoName) => ({
          name: entryNameOf(input.name, videoName),
          sizeBytes: null,
          modifiedAtEpochMs: null,
          origin: 'target' as const,
        })),
      ),
    async open(name) {
      const target = videoOf(name);
      const found = target && added.get(target.name);
      if (!target || !found) return null;
      const { videoName } = target;
      const video = await openReference(found.input, videoName, options);
      const state = `target ${found.edition} ${name} ${video.state}`;
      return { ...video, target, state, address: relayAddress(target.name, videoName) };
    },
    async openOnDisk(name) {
      const target = videoOf(name);
      const reference = target && added.get(target.name)?.input.reference;
      if (!target || reference?.kind !== 'library') return null;
      return options.openLocal(reference.name ?? target.videoName);
    },
  };
}

/** @throws CodedError `target_pattern_invalid`, `target_invalid` */
function relayedAs(input: TargetInput, ownPort: number): RelayTarget {
  const pattern = checkTarget(input, ownPort);
  const { name, fields, expected, isSelfSignedAllowed } = input;
  const redirectHosts = new Set(input.redirectHosts.map(peerOf));
  return { name, pattern, fields, expected, isSelfSignedAllowed, redirectHosts };
}

function shown({ input, isSaved, id, edition }: Added): Target {
  const fields = input.fields.map(({ name }) => ({ name, mask: FIELD_MASK as typeof FIELD_MASK }));
  const { reference } = input;
  return {
    ...{ ...input, fields, isSaved, id, edition, pattern: maskAddress(input.pattern) },
    reference:
      reference.kind === 'url' ? { kind: 'url', url: maskAddress(reference.url) } : reference,
  };
}

function namesOf({ names, pattern }: TargetInput, library: readonly string[]): readonly string[] {
  switch (names.kind) {
    case 'library':
      return library.slice(0, MAX_LISTED);
    case 'list':
      return names.names;
    case 'one':
      return [lastPart(pattern)];
  }
}

/** A name for the one video of an address. */
function lastPart(pattern: string): string {
  const [path = ''] = pattern.replace(/^https?:\/\/[^/?]*/i, '').split('?', 1);
  const last = path.slice(path.lastIndexOf('/') + 1).replace(/\{[^}]*\}/g, '');
  return videoNameOf(`/${last}`) ?? 'video.flv';
}
