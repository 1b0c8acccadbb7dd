/** What a track is coded in. */
export interface Codec {
  /** CodecID or SoundFormat of the FLV specification, or an enhanced RTMP FourCC as text. */
  id: number | string;
  name: string;
  /** Can flv.js play it? It knows AVC, AAC and MP3 and nothing else. */
  isPlayable: boolean;
}

/** CodecID of AVC and SoundFormats of AAC and MP3: all that flv.js plays. */
export const avc = 7;
export const aac = 10;
export const mp3 = 2;

/** CodecID of HEVC before enhanced RTMP. */
export const unofficialHevc = 12;

/** FLV specification E.4.3.1; 8, 9, 12 and 13 are in no specification but in files. */
const videoNames: Record<number, string> = {
  1: 'JPEG',
  2: 'Sorenson H.263',
  3: 'Screen video',
  4: 'On2 VP6',
  5: 'On2 VP6 with alpha channel',
  6: 'Screen video version 2',
  [avc]: 'AVC (H.264)',
  8: 'H.263 (unofficial)',
  9: 'MPEG-4 Part 2 (unofficial)',
  [unofficialHevc]: 'HEVC (unofficial)',
  13: 'AV1 (unofficial)',
};

/** FLV specification E.4.2.1. */
const audioNames: Record<number, string> = {
  0: 'Linear PCM, platform endian',
  1: 'ADPCM',
  [mp3]: 'MP3',
  3: 'Linear PCM, little endian',
  4: 'Nellymoser 16 kHz mono',
  5: 'Nellymoser 8 kHz mono',
  6: 'Nellymoser',
  7: 'G.711 A-law',
  8: 'G.711 mu-law',
  [aac]: 'AAC',
  11: 'Speex',
  14: 'MP3 8 kHz',
  15: 'Device-specific sound',
};

/** Enhanced RTMP v2, "Enhanced Video" and "Enhanced Audio". */
const fourCcNames: Record<string, string> = {
  avc1: 'AVC (H.264)',
  hvc1: 'HEVC (H.265)',
  vvc1: 'VVC (H.266)',
  vp08: 'VP8',
  vp09: 'VP9',
  av01: 'AV1',
  'ac-3': 'AC-3',
  'ec-3': 'E-AC-3',
  Opus: 'Opus',
  '.mp3': 'MP3',
  fLaC: 'FLAC',
  mp4a: 'AAC',
};

/** Describes a video tag's `codec`: a CodecID below 16, else a FourCC as UI32. */
export function describeVideoCodec(codec: number): Codec {
  return codecOf(codec, videoNames, codec === avc, 'video CodecID');
}

/** Describes an audio tag's `codec`: a SoundFormat below 16, else a FourCC as UI32. */
export function describeAudioCodec(codec: number): Codec {
  return codecOf(codec, audioNames, codec === aac || codec === mp3, 'SoundFormat');
}

function codecOf(
  codec: number,
  names: Record<number, string>,
  isPlayable: boolean,
  field: string,
): Codec {
  if (codec < 16)
    return { id: codec, name: names[codec] ?? `Unknown ${field} ${codec}`, isPlayable };
  const id = fourCcText(codec);
  const name = fourCcNames[id] ?? `Unknown FourCC ${JSON.stringify(id)}`;
  return { id, name: `${name} (enhanced RTMP)`, isPlayable: false };
}

/** FourCCs of codecs that have an id of the FLV specification too: recorders declare either. */
const oldIds: Readonly<Record<string, number>> = {
  avc1: avc,
  hvc1: unofficialHevc,
  mp4a: aac,
  '.mp3': mp3,
};

/**
 * Does `videocodecid` or `audiocodecid` name the codec of the tags? It may be an id of the FLV
 * specification, a FourCC as UI32 (enhanced RTMP), or either of them as text.
 * @param scanned the `id` of a `Codec`
 */
export function isSameCodec(declared: number | string, scanned: number | string): boolean {
  return familyOf(declared) === familyOf(scanned);
}

function familyOf(id: number | string): number | string {
  const isNumber = typeof id === 'number' || /^\d+$/.test(id);
  const number = isNumber ? Number(id) : Number.NaN;
  const named = number > 0xff ? fourCcText(number) : isNumber ? number : id;
  return oldIds[named] ?? named;
}

/** The four characters of a FourCC, one per byte; hex where one of them cannot be shown. */
export function fourCcText(fourCc: number): string {
  const bytes = [24, 16, 8, 0].map((shift) => (fourCc >>> shift) & 0xff);
  const isText = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  return isText ? String.fromCharCode(...bytes) : `0x${fourCc.toString(16).padStart(8, '0')}`;
}
