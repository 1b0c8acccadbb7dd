/**
 * A value of AMF0 (Action Message Format 0, 2007). Numbers, booleans, strings, null and undefined
 * are themselves; a strict array is an array. Keys are kept as pairs, in order and with repeats,
 * so that no key of a file can be mistaken for a property of ours.
 */
export type AmfValue =
  | number
  | boolean
  | string
  | null
  | undefined
  | AmfValue[]
  | AmfRecord
  | AmfDate
  | AmfOther;

/** An anonymous object, an ECMA array or an object with a class name. */
export interface AmfRecord {
  type: 'object' | 'ecma_array' | 'typed_object';
  /** Empty unless the object is typed. */
  className: string;
  entries: [key: string, value: AmfValue][];
}

interface AmfDate {
  type: 'date';
  epochMs: number;
  /** Reserved, should be 0. */
  timeZoneMinutes: number;
}

/** Values that nothing here needs to look into. */
type AmfOther =
  | { type: 'xml'; text: string }
  | { type: 'reference'; index: number }
  | { type: 'unsupported' };

/** Type markers (AMF0 specification, 2.1). */
export const amfMarker = {
  number: 0x00,
  boolean: 0x01,
  string: 0x02,
  object: 0x03,
  null: 0x05,
  undefined: 0x06,
  reference: 0x07,
  ecmaArray: 0x08,
  objectEnd: 0x09,
  strictArray: 0x0a,
  date: 0x0b,
  longString: 0x0c,
  unsupported: 0x0d,
  xml: 0x0f,
  typedObject: 0x10,
  amf3: 0x11,
} as const;

/** Is the value a record, whose `entries` can be read? */
export function isAmfRecord(value: AmfValue): value is AmfRecord {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'entries');
}

/** The last value of that key, as players read repeats; undefined when there is none. */
export function amfProperty(record: AmfRecord, key: string): AmfValue {
  return record.entries.findLast(([name]) => name === key)?.[1];
}
