import { nginxPrefix, patchPrefix } from '../../flv/prefix.ts';

/**
 * How a server answers a start that it cannot serve. `refused`: an error, and no video. `whole`: the
 * whole file. `empty`: no body. `prefixed`: the prefix, then whatever storage said.
 */
export type OddAnswer = 'refused' | 'whole' | 'empty' | 'prefixed';

/**
 * What stands in front of a part. Bytes: always these. `own-flags`: as the specification wants it, with
 * the file's own TypeFlags. `file-head`: header, metadata and sequence headers of the file. `any`:
 * nobody knows. `none`: nothing, the part begins right away.
 */
export type ModelPrefix = Uint8Array | 'own-flags' | 'file-head' | 'any' | 'none';

/** How a kind of server answers: what its answers are held against. */
export interface Model {
  /** In a sentence. */
  name: string;
  /** False: nobody knows what the server is like, and it is held against the contract. */
  isKnown: boolean;
  prefix: ModelPrefix;
  beyondEnd: OddAnswer;
  badStart: OddAnswer;
  /** Does it read digits that say more than 2^53 - 1 as an offset too? */
  readsLongStarts: boolean;
  /** Does it leave Accept-Ranges in the answer to a start? */
  keepsAcceptRanges: boolean;
  /** Bytes of body that it sends after the head of an answer to HEAD. */
  bytesAfterHead: number;
  /** Does it begin at the keyframe at or before the offset? */
  movesToKeyframe: boolean;
  /** Does the client's Range apply to an answer with a prefix? */
  appliesRange: boolean;
  /** Believes storage, whatever it says, and never cuts a connection (Perlbal, with the patch). */
  isCareless: boolean;
}

export const asContracted: Model = {
  name: 'the contract (nobody said what this server is like)',
  isKnown: false,
  prefix: 'any',
  beyondEnd: 'refused',
  badStart: 'refused',
  readsLongStarts: false,
  keepsAcceptRanges: false,
  bytesAfterHead: 0,
  movesToKeyframe: false,
  appliesRange: false,
  isCareless: false,
};

/** Whoever is asked by Range, whatever it is otherwise (RFC 9110, section 14). */
export const byRange: Model = {
  ...asContracted,
  name: 'the contract of Range (RFC 9110, section 14)',
  prefix: 'none',
};

export const perlbalPatch: Model = {
  ...asContracted,
  name: 'perlbal-patch',
  isKnown: true,
  prefix: patchPrefix,
};

/** The patch as it was posted, in Perlbal 1.80: the left column of the contract. */
export const perlbalQuirks: Model = {
  ...perlbalPatch,
  name: 'perlbal-patch with its quirks',
  beyondEnd: 'prefixed',
  badStart: 'prefixed',
  bytesAfterHead: patchPrefix.length,
  isCareless: true,
};

export const perlbalPlugin: Model = { ...perlbalPatch, name: 'perlbal-plugin' };

export const nginx: Model = {
  ...perlbalPatch,
  name: 'nginx',
  prefix: nginxPrefix,
  beyondEnd: 'whole',
  badStart: 'whole',
  readsLongStarts: true,
  keepsAcceptRanges: true,
  appliesRange: true,
};

export const lighttpd: Model = {
  ...nginx,
  name: 'lighttpd',
  prefix: patchPrefix,
  beyondEnd: 'empty',
};

export const spec: Model = { ...perlbalPatch, name: 'spec', prefix: 'own-flags' };

export const cdn: Model = {
  ...perlbalPatch,
  name: 'cdn',
  prefix: 'file-head',
  movesToKeyframe: true,
};
