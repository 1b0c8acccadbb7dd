import { type AmfValue, amfMarker } from './amf0.ts';

const utf8 = new TextEncoder();

/**
 * Encodes values one after the other.
 * @throws RangeError for a key or class name over 65,535 bytes, which AMF0 cannot hold
 */
export function encodeAmf0(values: readonly AmfValue[]): Uint8Array {
  const writer = new Amf0Writer();
  for (const value of values) writer.value(value);
  return writer.finish();
}

class Amf0Writer {
  private bytes = new Uint8Array(1024);
  private view = new DataView(this.bytes.buffer);
  private at = 0;

  finish(): Uint8Array {
    return this.bytes.slice(0, this.at);
  }

  value(value: AmfValue): void {
    if (value === null) this.uint8(amfMarker.null);
    else if (value === undefined) this.uint8(amfMarker.undefined);
    else if (typeof value === 'number') this.number(value);
    else if (typeof value === 'string') this.stringValue(value);
    else if (typeof value === 'boolean') this.boolean(value);
    else if (Array.isArray(value)) this.strictArray(value);
    else this.tagged(value);
  }

  private tagged(value: Extract<AmfValue, { type: string }>): void {
    switch (value.type) {
      case 'object':
        this.uint8(amfMarker.object);
        this.entries(value.entries);
        break;
      case 'ecma_array':
        this.uint8(amfMarker.ecmaArray);
        this.uint32(value.entries.length);
        this.entries(value.entries);
        break;
      case 'typed_object':
        this.uint8(amfMarker.typedObject);
        this.shortString(value.className);
        this.entries(value.entries);
        break;
      case 'date':
        this.uint8(amfMarker.date);
        this.float64(value.epochMs);
        this.uint16(value.timeZoneMinutes & 0xffff);
        break;
      case 'xml':
        this.uint8(amfMarker.xml);
        this.longString(utf8.encode(value.text));
        break;
      case 'reference':
        this.uint8(amfMarker.reference);
        this.uint16(value.index);
        break;
      case 'unsupported':
        this.uint8(amfMarker.unsupported);
        break;
    }
  }

  private strictArray(values: readonly AmfValue[]): void {
    this.uint8(amfMarker.strictArray);
    this.uint32(values.length);
    for (const value of values) this.value(value);
  }

  private boolean(value: boolean): void {
    this.uint8(amfMarker.boolean);
    this.uint8(value ? 1 : 0);
  }

  private entries(entries: readonly (readonly [string, AmfValue])[]): void {
    for (const [key, value] of entries) {
      this.shortString(key);
      this.value(value);
    }
    this.uint16(0);
    this.uint8(amfMarker.objectEnd);
  }

  private number(value: number): void {
    this.uint8(amfMarker.number);
    this.float64(value);
  }

  private stringValue(text: string): void {
    const bytes = utf8.encode(text);
    if (bytes.length > 0xffff) {
      this.uint8(amfMarker.longString);
      this.longString(bytes);
    } else {
      this.uint8(amfMarker.string);
      this.uint16(bytes.length);
      this.raw(bytes);
    }
  }

  private shortString(text: string): void {
    const bytes = utf8.encode(text);
    if (bytes.length > 0xffff) {
      throw new RangeError(`an AMF0 key of ${bytes.length} bytes; at most 65535 are possible`);
    }
    this.uint16(bytes.length);
    this.raw(bytes);
  }

  private longString(bytes: Uint8Array): void {
    this.uint32(bytes.length);
    this.raw(bytes);
  }

  private raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  private uint8(value: number): void {
    this.reserve(1);
    this.view.setUint8(this.at, value);
    this.at += 1;
  }

  private uint16(value: number): void {
    this.reserve(2);
    this.view.setUint16(this.at, value);
    this.at += 2;
  }

  private uint32(value: number): void {
    this.reserve(4);
    this.view.setUint32(this.at, value);
    this.at += 4;
  }

  private float64(value: number): void {
    this.reserve(8);
    this.view.setFloat64(this.at, value);
    this.at += 8;
  }

  private reserve(length: number): void {
    if (this.at + length <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.at + length));
    larger.set(this.bytes);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}
