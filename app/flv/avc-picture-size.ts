/** Width and height of the pictures, in pixels. */
export interface PictureSize {
  width: number;
  height: number;
}

/** Profiles whose parameter sets say more of the colours (H.264, 7.3.2.1.1). */
const profilesWithChroma = [100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135];

/**
 * The size of the pictures from an AVC configuration record: from its first sequence parameter set
 * (ISO 14496-15, 5.3.3.1; H.264, 7.3.2.1.1).
 * @returns null when that cannot be read
 */
export function avcPictureSize(configuration: Uint8Array): PictureSize | null {
  const setCount = (configuration[5] ?? 0) & 0x1f;
  const length = (configuration[6] ?? 0) * 256 + (configuration[7] ?? 0);
  const set = configuration.subarray(8, 8 + length);
  if (setCount === 0 || length < 4 || set.length < length) return null;
  const bits = new BitReader(withoutEmulation(set.subarray(1)));
  const size = readSize(bits);
  return bits.isExhausted || size.width <= 0 || size.height <= 0 ? null : size;
}

function readSize(bits: BitReader): PictureSize {
  const profile = bits.bits(8);
  bits.bits(16);
  bits.unsigned();
  const chroma = profilesWithChroma.includes(profile) ? readChroma(bits) : 1;
  bits.unsigned();
  readOrderCount(bits);
  bits.unsigned();
  bits.bits(1);
  const widthInBlocks = bits.unsigned() + 1;
  const heightInUnits = bits.unsigned() + 1;
  const fieldsPerUnit = 2 - bits.bits(1);
  if (fieldsPerUnit === 2) bits.bits(1);
  bits.bits(1);
  const isCropped = bits.bits(1) === 1;
  const [left = 0, right = 0, top = 0, bottom = 0] = isCropped
    ? [bits.unsigned(), bits.unsigned(), bits.unsigned(), bits.unsigned()]
    : [];
  const cropX = chroma === 1 || chroma === 2 ? 2 : 1;
  const cropY = (chroma === 1 ? 2 : 1) * fieldsPerUnit;
  return {
    width: widthInBlocks * 16 - cropX * (left + right),
    height: heightInUnits * 16 * fieldsPerUnit - cropY * (top + bottom),
  };
}

/** @returns chroma_format_idc */
function readChroma(bits: BitReader): number {
  const chroma = bits.unsigned();
  if (chroma === 3) bits.bits(1);
  bits.unsigned();
  bits.unsigned();
  bits.bits(1);
  if (bits.bits(1) === 1) {
    for (let list = 0; list < (chroma === 3 ? 12 : 8); list++) {
      if (bits.bits(1) === 1) skipScalingList(bits, list < 6 ? 16 : 64);
    }
  }
  return chroma;
}

function skipScalingList(bits: BitReader, length: number): void {
  let last = 8;
  for (let i = 0, next = 8; i < length && next !== 0; i++) {
    next = (last + bits.signed() + 256) % 256;
    if (next !== 0) last = next;
  }
}

function readOrderCount(bits: BitReader): void {
  const type = bits.unsigned();
  if (type === 0) bits.unsigned();
  if (type !== 1) return;
  bits.bits(1);
  bits.signed();
  bits.signed();
  const cycle = bits.unsigned();
  for (let i = 0; i < cycle && !bits.isExhausted; i++) bits.signed();
}

/** Two zeros are never followed by a byte below 3, but by a 3 in between, which is not data. */
function withoutEmulation(bytes: Uint8Array): Uint8Array {
  const kept = bytes.filter((byte, i) => byte !== 3 || bytes[i - 1] !== 0 || bytes[i - 2] !== 0);
  return kept;
}

/** Reads bits and Exp-Golomb codes (H.264, 9.1); zeros beyond the end. */
class BitReader {
  private at = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get isExhausted(): boolean {
    return this.at > this.bytes.length * 8;
  }

  bits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++, this.at++) {
      value = value * 2 + (((this.bytes[this.at >> 3] ?? 0) >> (7 - (this.at & 7))) & 1);
    }
    return value;
  }

  unsigned(): number {
    let zeros = 0;
    while (!this.isExhausted && this.bits(1) === 0) zeros++;
    return zeros > 32 ? 0 : 2 ** zeros - 1 + this.bits(zeros);
  }

  signed(): number {
    const value = this.unsigned();
    return value % 2 === 1 ? (value + 1) / 2 : -value / 2;
  }
}
