const byteToHex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * Bytes as lower-case hex, two digits each.
 * @param separator stands between bytes, for example a space
 */
export function toHex(bytes: Uint8Array, separator = ''): string {
  let text = '';
  for (const byte of bytes) text += text === '' ? byteToHex[byte] : separator + byteToHex[byte];
  return text;
}

/**
 * Hex digits, with or without white space between bytes, as bytes.
 * @returns null when the text holds anything else or half a byte
 */
export function fromHex(text: string): Uint8Array | null {
  const digits = text.replace(/\s+/g, '');
  if (digits.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(digits)) return null;
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = Number.parseInt(digits.slice(i * 2, i * 2 + 2), 16);
  }
  return bytes;
}
