/** One tag of a chain. */
export interface ChainTag {
  /** Of the tag header, from the first byte of the stream. */
  offset: number;
  type: number;
  dataSize: number;
  timestampMs: number;
  isSequenceHeader: boolean;
  isMetadata: boolean;
  /** Codes a picture or sound. */
  isFrame: boolean;
  /** As the frame type has it, unless its NAL units say otherwise. */
  isKeyframe: boolean;
  /** Is it flagged a keyframe? */
  isFlaggedKeyframe: boolean;
  /** 0 for others than video. */
  compositionTimeMs: number;
  /** CodecID, SoundFormat or FourCC; 0 for script data. */
  codec: number;
}

/** Where the chain stops to be one. */
export interface ChainBreak {
  offset: number;
  /** `not_a_tag`: no tag can begin so. `second_header`: a file header. `size`: a wrong PreviousTagSize. */
  kind: 'not_a_tag' | 'second_header' | 'size';
  /** PreviousTagSize as it stands, and as it should; 0 in the other kinds. */
  seen: number;
  expected: number;
}

/** The first bytes of a tag, or of what stands where one should. */
export interface TagBytes {
  /** From the first byte of the stream. */
  offset: number;
  bytes: Uint8Array;
  isTag: boolean;
}
