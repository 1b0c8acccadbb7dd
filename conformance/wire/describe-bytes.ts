import { createHash } from 'node:crypto';
import { sample, sorenson } from '../media.ts';

const PREFIX_LENGTH = 13;
const TEXT_SHOWN = 60;

/**
 * What bytes are, in words and with their hash, so that two descriptions are equal exactly when the
 * bytes are: `1364170 bytes, sha256 8c1f2b09, 13 bytes (flags 1, prev 9) + sample.flv[100000..]`.
 */
export function describeBytes(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'nothing';
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return `${bytes.length} bytes, sha256 ${hash}, ${nameBytes(Buffer.from(bytes))}`;
}

function nameBytes(bytes: Buffer): string {
  const plain = nameFilePart(bytes);
  if (plain) return plain;
  if (bytes.toString('latin1', 0, 4) === 'FLV\x01' && bytes.length >= PREFIX_LENGTH) {
    const prefix = `13 bytes (flags ${bytes[4]}, prev ${bytes.readUInt32BE(9)})`;
    const rest = bytes.subarray(PREFIX_LENGTH);
    return rest.length === 0 ? prefix : `${prefix} + ${nameFilePart(rest) ?? nameText(rest)}`;
  }
  return nameText(bytes);
}

function nameFilePart(bytes: Buffer): string | null {
  for (const [name, file] of Object.entries({ 'sample.flv': sample, 'sorenson.flv': sorenson })) {
    const from = file.indexOf(bytes);
    if (from < 0) continue;
    const end = from + bytes.length;
    if (end < file.length) return `${name}[${from}..${end - 1}]`;
    return from === 0 ? `whole ${name}` : `${name}[${from}..]`;
  }
  return null;
}

function nameText(bytes: Buffer): string {
  return JSON.stringify(bytes.toString('latin1', 0, TEXT_SHOWN));
}
