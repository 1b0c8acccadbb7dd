import type { ByteWindow } from './byte-window.ts';
import { avc, unofficialHevc } from './codecs.ts';

/**
 * What the NAL units of a coded picture say of it: can decoding begin here? `recovery_point`: no
 * IDR picture, but one from which on the pictures come right (H.264, D.1.8). `unknown`: the bytes
 * do not tell.
 */
export type RandomAccess = 'unknown' | 'idr' | 'recovery_point' | 'none';

type Family = 'avc' | 'hevc';

/** NAL units looked at before a picture's first slice: parameter sets, SEI and delimiters are few. */
const maxUnits = 16;

/** Bytes of a unit that are looked at: its header, and the first SEI messages. */
const peekLength = 32;

/** H.264, table 7-1, and H.265, table 7-1. */
const avcIdr = 5;
const avcSei = 6;
const hevcFirstIrap = 16;
const hevcLastIrap = 23;
const hevcFirstNonVcl = 32;

/** H.264, D.1.1: payloadType of the recovery point message. */
const recoveryPoint = 6;

const avc1 = 0x61766331;
const hvc1 = 0x68766331;

/** Whose NAL units a codec's pictures are made of; null for other codecs. */
export function nalFamily(codec: number): Family | null {
  if (codec === avc || codec === avc1) return 'avc';
  return codec === unofficialHevc || codec === hvc1 ? 'hevc' : null;
}

/**
 * Bytes of the length before each NAL unit, from the configuration record (ISO 14496-15, 5.3.3.1
 * and 8.3.3.1); 4, as nearly everywhere, when it is too short.
 */
export function nalLengthBytes(family: Family, configuration: Uint8Array): number {
  const byte = configuration[family === 'avc' ? 4 : 21];
  return byte === undefined ? 4 : (byte & 0x03) + 1;
}

/**
 * Looks from NAL unit to NAL unit for the first slice of a picture. Its data is skipped: `at` says
 * where the next few bytes are wanted. One object is used again for every tag.
 */
export class NalLook {
  /** Offset in the source of the unit to be looked at next. */
  at = 0;
  isDone = true;
  access: RandomAccess = 'unknown';
  private end = 0;
  private family: Family = 'avc';
  private lengthBytes = 4;
  private units = 0;
  private hasRecoveryPoint = false;

  /**
   * @param at offset in the source of the first unit's length
   * @param end of the tag's data
   */
  begin(family: Family, lengthBytes: number, at: number, end: number): void {
    this.family = family;
    this.lengthBytes = lengthBytes;
    this.at = at;
    this.end = end;
    this.units = 0;
    this.hasRecoveryPoint = false;
    this.access = 'unknown';
    this.isDone = false;
  }

  /**
   * Goes on through the bytes of the window before `limit`; not done when it needs others.
   * @param isAll whether there are no others
   */
  advance(window: ByteWindow, limit: number, isAll: boolean): void {
    while (!this.isDone && this.at >= window.start) {
      const wanted = Math.min(this.at + this.lengthBytes + peekLength, this.end);
      if (wanted > limit && !isAll) return;
      this.unit(window, Math.min(wanted, limit));
    }
  }

  /** The rest is not worth reading. */
  giveUp(): void {
    this.isDone = true;
  }

  private unit({ view, start }: ByteWindow, until: number): void {
    const { lengthBytes } = this;
    const from = this.at + lengthBytes;
    if (from + 1 > until || ++this.units > maxUnits) {
      this.finish('unknown');
      return;
    }
    let length = 0;
    for (let i = 0; i < lengthBytes; i++) {
      length = length * 256 + view.getUint8(this.at - start + i);
    }
    const first = view.getUint8(from - start);
    // The highest bit is always 0 (forbidden_zero_bit).
    if (length === 0 || from + length > this.end || first > 0x7f) this.finish('unknown');
    else if (this.family === 'avc') this.avcUnit(first & 0x1f, view, from - start, until - start);
    else this.hevcUnit(first >> 1);
    this.at = from + length;
  }

  private avcUnit(type: number, view: DataView, at: number, until: number): void {
    if (type === avcIdr) this.finish('idr');
    else if (type > 0 && type < avcIdr) {
      this.finish(this.hasRecoveryPoint ? 'recovery_point' : 'none');
    } else if (type === avcSei) {
      this.hasRecoveryPoint ||= holdsRecoveryPoint(view, at + 1, until);
    } else if (type === 0) this.finish('unknown');
  }

  private hevcUnit(type: number): void {
    if (type >= hevcFirstNonVcl) return;
    this.finish(type >= hevcFirstIrap && type <= hevcLastIrap ? 'idr' : 'none');
  }

  private finish(access: RandomAccess): void {
    this.access = access;
    this.isDone = true;
  }
}

/** Walks over the SEI messages (H.264, 7.3.2.3.1) that are within reach. */
function holdsRecoveryPoint(view: DataView, at: number, end: number): boolean {
  while (at + 1 < end) {
    const type = view.getUint8(at);
    const size = view.getUint8(at + 1);
    if (type === recoveryPoint) return true;
    // 255 goes on in the next byte: a message that long is none of those in front of it.
    if (type === 255 || size === 255) return false;
    at += 2 + size;
  }
  return false;
}
