import type { AmfValue } from '../amf0.ts';
import { encodeAmf0 } from '../amf0-encode.ts';
import { avcAacFlv, type BuiltFlv, flvOf, type TagParts } from './build-flv.ts';

/** What a file declares, as AMF values. */
export interface Declared {
  times: AmfValue;
  filepositions: AmfValue;
}

/** Where the keyframes of a file really are. */
export interface Keyframes {
  /** Seconds. */
  times: number[];
  filepositions: number[];
  sequenceHeaderAt: number;
  sizeBytes: number;
}

export const media = avcAacFlv({ frames: 60, framesPerGop: 10 }).tags;
export const isKeyframe = ({ data }: TagParts) => data[0] === 0x17 && data[1] === 1;

/** A file that declares what `declare` makes of its true keyframes. */
export function declaring(
  declare: (truth: Keyframes) => Declared & { others?: [string, AmfValue][] },
  tags: TagParts[] = media,
): BuiltFlv {
  let flv = flvOf(tags);
  // Twice: numbers have a fixed width, so the second time every offset is where it was.
  for (let i = 0; i < 2; i++) {
    const { times, filepositions, others = [] } = declare(truthOf(flv));
    const keyframes: AmfValue = {
      type: 'object',
      className: '',
      entries: [
        ['times', times],
        ['filepositions', filepositions],
      ],
    };
    const entries: [string, AmfValue][] = [['keyframes', keyframes], ...others];
    const data = encodeAmf0(['onMetaData', { type: 'ecma_array', className: '', entries }]);
    flv = flvOf([{ type: 18, data }, ...tags]);
  }
  return flv;
}

function truthOf(flv: BuiltFlv): Keyframes {
  const keyframes = flv.tags.filter(isKeyframe);
  return {
    times: keyframes.map(({ timestampMs = 0 }) => timestampMs / 1000),
    filepositions: keyframes.map(({ offset }) => offset),
    sequenceHeaderAt: flv.tags.find(({ type }) => type === 9)?.offset ?? 0,
    sizeBytes: flv.bytes.length,
  };
}
