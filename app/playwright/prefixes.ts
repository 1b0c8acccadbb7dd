import { toHex } from '../flv/hex.ts';
import { nginxPrefix, patchPrefix, specPrefix } from '../flv/prefix.ts';
import type { PersonalityName } from '../node/records.ts';

const patch = [toHex(patchPrefix)];

const known: Readonly<Record<Exclude<PersonalityName, 'cdn'>, readonly string[]>> = {
  'perlbal-patch': patch,
  'perlbal-plugin': patch,
  lighttpd: patch,
  nginx: [toHex(nginxPrefix)],
  // The flags are the file's own: sound, pictures, or both.
  spec: [1, 4, 5].map((flags) => toHex(specPrefix(flags))),
};

/**
 * The 13 bytes that are meant, as lower-case hex: one way or several.
 * @param wanted a personality, or 13 bytes as hex, with or without spaces
 * @throws TypeError for anything else
 */
export function prefixesOf(wanted: string): readonly string[] {
  if (Object.hasOwn(known, wanted)) return known[wanted as keyof typeof known];
  const hex = wanted.replaceAll(/\s/g, '').toLowerCase();
  if (/^[0-9a-f]{26}$/.test(hex)) return [hex];
  throw new TypeError(
    `toHavePrefix takes ${Object.keys(known).join(', ')}, or 13 bytes as hex; "${wanted}" is none of them.`,
  );
}
