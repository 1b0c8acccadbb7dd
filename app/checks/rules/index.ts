import type { Rule } from '../rule.ts';
import { badStartRefused } from './bad-start-refused.ts';
import { beyondEndRefused } from './beyond-end-refused.ts';
import { bodyExact } from './body-exact.ts';
import { connectionClean } from './connection-clean.ts';
import { contentTypeFlv } from './content-type-flv.ts';
import { corsReadable } from './cors-readable.ts';
import { endsWhole } from './ends-whole.ts';
import { firstByteInTime } from './first-byte-in-time.ts';
import { flagsMatchTracks } from './flags-match-tracks.ts';
import { headBodyless } from './head-bodyless.ts';
import { lengthKept } from './length-kept.ts';
import { lengthPromised } from './length-promised.ts';
import { notEncoded } from './not-encoded.ts';
import { pictureCame } from './picture-came.ts';
import { pictureInTime } from './picture-in-time.ts';
import { pictureRight } from './picture-right.ts';
import { playsOn } from './plays-on.ts';
import { prefixKnown } from './prefix-known.ts';
import { prefixLegal } from './prefix-legal.ts';
import { rangeFieldsGone } from './range-fields-gone.ts';
import { rangeFollowed } from './range-followed.ts';
import { rawPlayable } from './raw-playable.ts';
import { reproxyFieldsGone } from './reproxy-fields-gone.ts';
import { sequenceHeadersFirst } from './sequence-headers-first.ts';
import { soundInStep } from './sound-in-step.ts';
import { startsOnKeyframe } from './starts-on-keyframe.ts';
import { startsOnTag } from './starts-on-tag.ts';
import { statusExpected } from './status-expected.ts';
import { tagChainWhole } from './tag-chain-whole.ts';
import { timestampAsIndexed } from './timestamp-as-indexed.ts';
import { timestampsInOrder } from './timestamps-in-order.ts';
import { validatorsConsistent } from './validators-consistent.ts';

/** Every check, in the order in which results stand. */
export const rules: readonly Rule[] = [
  statusExpected,
  lengthPromised,
  lengthKept,
  rangeFieldsGone,
  rangeFollowed,
  reproxyFieldsGone,
  contentTypeFlv,
  notEncoded,
  prefixLegal,
  prefixKnown,
  bodyExact,
  headBodyless,
  connectionClean,
  corsReadable,
  validatorsConsistent,
  beyondEndRefused,
  badStartRefused,
  startsOnTag,
  startsOnKeyframe,
  sequenceHeadersFirst,
  flagsMatchTracks,
  timestampAsIndexed,
  timestampsInOrder,
  tagChainWhole,
  endsWhole,
  pictureCame,
  pictureRight,
  rawPlayable,
  firstByteInTime,
  pictureInTime,
  playsOn,
  soundInStep,
];
