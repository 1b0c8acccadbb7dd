/**
 * @typedef {object} TagSpan
 * @property {number} type 8 audio, 9 video, 18 script
 * @property {number} offset of the tag header, bytes
 * @property {number} dataSize bytes after the 11-byte tag header
 * @property {number} timestampMs
 * @property {Buffer} data what there is of it
 */

/**
 * Walks the tags of a whole FLV file (FLV specification 10.1, annex E.4.1), the last one cut short
 * or not. On purpose not app/flv: the samples are judged by a second, simpler reader.
 * @param {Buffer} bytes
 * @returns {TagSpan[]}
 */
export function readTagSpans(bytes) {
  const tags = [];
  let offset = bytes.readUInt32BE(5) + 4;
  while (offset + 11 <= bytes.length) {
    const dataSize = bytes.readUIntBE(offset + 1, 3);
    tags.push({
      type: bytes.readUInt8(offset),
      offset,
      dataSize,
      timestampMs: bytes.readUIntBE(offset + 4, 3) + bytes.readUInt8(offset + 7) * 2 ** 24,
      data: bytes.subarray(offset + 11, offset + 11 + dataSize),
    });
    offset += 11 + dataSize + 4;
  }
  return tags;
}
