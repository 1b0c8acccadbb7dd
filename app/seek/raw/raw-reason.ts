import { aac, avc, describeAudioCodec, describeVideoCodec } from '../../flv/codecs.ts';
import { isFlv } from '../../flv/file-header.ts';
import { toHex } from '../../flv/hex.ts';
import { prefixLength } from '../../flv/prefix.ts';
import { type ReadTag, TagReader } from '../../flv/tag-reader.ts';

/** The raw verdict of bytes that play. */
export const PLAYS_RAW = 'A plain player (flv.js), given exactly these bytes, shows them.';
/** That of bytes that do not, where nothing in them says why. */
export const PLAYS_NOT_RAW = 'A plain player (flv.js), given exactly these bytes, shows nothing.';

/** The two tracks of the format. */
type TrackName = 'video' | 'audio';

const describeCodec = { video: describeVideoCodec, audio: describeAudioCodec };

/** Codecs that cannot be decoded without their sequence header. */
const needy: Record<TrackName, { codec: number; name: string }> = {
  video: { codec: avc, name: 'H.264' },
  audio: { codec: aac, name: 'AAC' },
};

/**
 * Why a plain player shows nothing of an answer's first bytes; one sentence.
 * @returns null when nothing in them says why
 */
export function whyRawFails(bytes: Uint8Array): string | null {
  if (!isFlv(bytes)) {
    const hex = toHex(bytes.subarray(0, 4), ' ') || 'nothing';
    return `The bytes begin with ${hex}, where a plain player expects an FLV header.`;
  }
  const reader = new TagReader('file');
  const tags = [...reader.push(bytes), ...reader.finish()];
  const first = tags[0];
  if (!first) return 'After the prefix comes no FLV tag.';
  const gap = first.offset - Math.max(prefixLength, (reader.fileHeader?.dataOffset ?? 0) + 4);
  return (
    whyNoTag(gap) ??
    whyNotDecoded(tags, 'video') ??
    whyNotDecoded(tags, 'audio') ??
    whyNeverComplete(tags, reader)
  );
}

function whyNoTag(gapBytes: number): string | null {
  if (gapBytes <= 0) return null;
  return (
    `The next tag comes ${gapBytes} bytes after the prefix: a plain player takes the bytes between for ` +
    'the header of a tag, and skips what follows as its data.'
  );
}

function whyNotDecoded(tags: readonly ReadTag[], track: TrackName): string | null {
  const frame = tags.findIndex((tag) => tag[track]?.isFrame);
  const codec = tags[frame]?.[track]?.codec;
  if (codec === undefined) return null;
  const { isPlayable, name } = describeCodec[track](codec);
  if (!isPlayable) return whyNotTakenApart(track, codec, name);
  const isConfigured = tags.slice(0, frame).some((tag) => tag[track]?.isSequenceHeader);
  if (codec !== needy[track].codec || isConfigured) return null;
  return (
    `No ${track} sequence header comes before the first frame, and ${needy[track].name} cannot be decoded ` +
    'without it: a plain player that starts here never shows anything.'
  );
}

/** Codecs of Flash that no browser has ever shown, and that ffmpeg decodes: 2007's, most of them. */
const ofFlash: Record<TrackName, readonly number[]> = {
  // Sorenson H.263, Screen video, On2 VP6 without and with alpha, Screen video 2.
  video: [2, 3, 4, 5, 6],
  // ADPCM, Nellymoser at 16 kHz, 8 kHz and others, Speex.
  audio: [1, 4, 5, 6, 11],
};

/** What was tried, and what others would do: the bytes may be as good as can be. */
function whyNotTakenApart(track: TrackName, codec: number, name: string): string {
  const tried = `The ${track} is ${name}: flv.js, the plain player that was tried, cannot take it apart.`;
  if (!ofFlash[track].includes(codec)) return `${tried} Others may.`;
  return `${tried} ffmpeg, mpv and VLC can, and play such an answer; no browser shows this codec.`;
}

function whyNeverComplete(tags: readonly ReadTag[], { fileHeader }: TagReader): string | null {
  const promised = { video: fileHeader?.hasVideo, audio: fileHeader?.hasAudio };
  for (const track of ['video', 'audio'] as const) {
    if (promised[track] && !tags.some((tag) => tag[track])) {
      return `The prefix promises ${track}, which never comes: a plain player waits for it.`;
    }
  }
  return null;
}
