import { type AmfRecord, type AmfValue, amfMarker } from './amf0.ts';
import { viewOf } from './bytes.ts';

/** Why decoding stopped before the end. */
export interface AmfProblem {
  code: 'amf_truncated' | 'amf_unknown_marker' | 'amf3_unread' | 'amf_too_deep' | 'amf_too_large';
  /** Bytes from the start of the decoded data. */
  offset: number;
  message: string;
}

export interface AmfLimits {
  /** How deep records and arrays may nest. */
  maxDepth: number;
  /** How many values, keys not counted, are decoded in all. */
  maxValues: number;
}

/** Whatever could be decoded, and why that is not all. */
export interface AmfDecoded {
  /** Top-level values in order; the last one is incomplete when there is a problem. */
  values: AmfValue[];
  problem: AmfProblem | null;
}

const defaultLimits: AmfLimits = { maxDepth: 32, maxValues: 2_000_000 };

/**
 * Decodes all AMF0 values that stand one after the other in the bytes. Never throws: what is
 * there is returned, with the problem that ended it. An AMF3 value ends it too.
 */
export function decodeAmf0(bytes: Uint8Array, limits: Partial<AmfLimits> = {}): AmfDecoded {
  const decoder = new Amf0Decoder(bytes, { ...defaultLimits, ...limits });
  const values: AmfValue[] = [];
  while (decoder.problem === null && decoder.at < bytes.length) values.push(decoder.value(0));
  return { values, problem: decoder.problem };
}

/**
 * Reads forward until the first problem. From then on every method returns at once with what it
 * has, so that containers keep the values they already got.
 */
class Amf0Decoder {
  at = 0;
  problem: AmfProblem | null = null;
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly limits: AmfLimits;
  private readonly text = new TextDecoder('utf-8', { ignoreBOM: true });
  private valueCount = 0;

  constructor(bytes: Uint8Array, limits: AmfLimits) {
    this.bytes = bytes;
    this.view = viewOf(bytes);
    this.limits = limits;
  }

  value(depth: number): AmfValue {
    const markerAt = this.at;
    if (depth > this.limits.maxDepth) {
      return this.fail('amf_too_deep', markerAt, `values nest deeper than ${this.limits.maxDepth}`);
    }
    if (++this.valueCount > this.limits.maxValues) {
      return this.fail('amf_too_large', markerAt, `more than ${this.limits.maxValues} values`);
    }
    if (!this.has(1, 'a type marker')) return undefined;
    const marker = this.view.getUint8(this.at++);
    switch (marker) {
      case amfMarker.number:
        return this.number();
      case amfMarker.boolean:
        return this.has(1, 'a boolean') ? this.view.getUint8(this.at++) !== 0 : undefined;
      case amfMarker.string:
        return this.string(this.uint16());
      case amfMarker.longString:
        return this.string(this.uint32());
      case amfMarker.null:
        return null;
      case amfMarker.undefined:
        return undefined;
      case amfMarker.object:
        return this.record({ type: 'object', className: '', entries: [] }, depth);
      case amfMarker.typedObject: {
        const className = this.string(this.uint16());
        return this.record({ type: 'typed_object', className, entries: [] }, depth);
      }
      case amfMarker.ecmaArray:
        // The count is only a hint (AMF0 2.10); files lie about it, so it is not believed.
        this.uint32();
        return this.record({ type: 'ecma_array', className: '', entries: [] }, depth);
      case amfMarker.strictArray:
        return this.array(this.uint32(), depth);
      case amfMarker.date:
        return { type: 'date', epochMs: this.number(), timeZoneMinutes: this.int16() };
      case amfMarker.reference:
        return { type: 'reference', index: this.uint16() };
      case amfMarker.xml:
        return { type: 'xml', text: this.string(this.uint32()) };
      case amfMarker.unsupported:
        return { type: 'unsupported' };
      case amfMarker.amf3:
        return this.fail('amf3_unread', markerAt, 'an AMF3 value, which is not decoded');
      default:
        return this.fail('amf_unknown_marker', markerAt, `unknown type marker ${marker}`);
    }
  }

  private record(record: AmfRecord, depth: number): AmfRecord {
    while (this.problem === null) {
      const key = this.string(this.uint16());
      if (this.problem !== null) break;
      const isEnd = key === '' && this.bytes[this.at] === amfMarker.objectEnd;
      if (isEnd) {
        this.at++;
        break;
      }
      const value = this.value(depth + 1);
      record.entries.push([key, value]);
    }
    return record;
  }

  private array(count: number, depth: number): AmfValue[] {
    const values: AmfValue[] = [];
    for (let i = 0; i < count && this.problem === null; i++) {
      const value = this.value(depth + 1);
      if (this.problem === null || typeof value === 'object') values.push(value);
    }
    return values;
  }

  private number(): number {
    if (!this.has(8, 'a number')) return 0;
    this.at += 8;
    return this.view.getFloat64(this.at - 8);
  }

  private uint16(): number {
    if (!this.has(2, 'a length')) return 0;
    this.at += 2;
    return this.view.getUint16(this.at - 2);
  }

  private int16(): number {
    return (this.uint16() << 16) >> 16;
  }

  private uint32(): number {
    if (!this.has(4, 'a length')) return 0;
    this.at += 4;
    return this.view.getUint32(this.at - 4);
  }

  private string(length: number): string {
    if (!this.has(length, `a string of ${length} bytes`)) return '';
    this.at += length;
    return this.text.decode(this.bytes.subarray(this.at - length, this.at));
  }

  private has(length: number, what: string): boolean {
    if (this.problem !== null) return false;
    if (this.at + length <= this.bytes.length) return true;
    this.fail('amf_truncated', this.at, `the data ends within ${what}`);
    return false;
  }

  private fail(code: AmfProblem['code'], offset: number, message: string): undefined {
    this.problem ??= { code, offset, message };
    return undefined;
  }
}
