import type { TrackCodec, VideoFacts } from '../../contract/video.ts';
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

/** The codecs of a file, as a scan found them. */
export type KnownTracks = Readonly<Record<TrackName, TrackCodec | null>>;

/** The first bytes of an answer, and what is known of the file that they are of. */
export interface RawAnswer {
  bytes: Uint8Array;
  /** Are they all that the answer had? */
  isWhole: boolean;
  tracks: KnownTracks;
}

/** Media that reach so far without a frame of a track will hardly have one soon. */
const NONE_WITHIN_MS = 1000;

export function tracksOf({ videoCodec, audioCodec }: VideoFacts): KnownTracks {
  return { video: videoCodec, audio: audioCodec };
}

/**
 * Why a plain player shows nothing of an answer's first bytes; one sentence.
 * @returns null when nothing in them says why
 */
export function whyRawFails({ bytes, isWhole, tracks }: RawAnswer): string | null {
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
    whyNoneIn(tracks) ??
    whyNeverComplete(tags, reader, isWhole)
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
function whyNotTakenApart(track: TrackName, codec: number | string, name: string): string {
  const tried = `The ${track} is ${name}: flv.js, the plain player that was tried, cannot take it apart.`;
  if (!ofFlash[track].some((id) => id === codec)) return `${tried} Others may.`;
  return `${tried} ffmpeg, mpv and VLC can, and play such an answer; no browser shows this codec.`;
}

/** Bytes that were not read far enough may lack what the file is known to have. */
function whyNoneIn(tracks: KnownTracks): string | null {
  for (const track of ['video', 'audio'] as const) {
    const codec = tracks[track];
    if (codec && !codec.isPlayable) return whyNotTakenApart(track, codec.id, codec.name);
  }
  return null;
}

function whyNeverComplete(
  tags: readonly ReadTag[],
  { fileHeader }: TagReader,
  isWhole: boolean,
): string | null {
  const promised = { video: fileHeader?.hasVideo, audio: fileHeader?.hasAudio };
  const track = (['video', 'audio'] as const).find(
    (each) => promised[each] && !tags.some((tag) => tag[each]),
  );
  if (!track) return null;
  if (isWhole)
    return `The prefix promises ${track}, which never comes: a plain player waits for it.`;
  const reachMs = (tags.at(-1)?.header.timestampMs ?? 0) - (tags[0]?.header.timestampMs ?? 0);
  if (reachMs < NONE_WITHIN_MS) return null;
  const within = `the first ${(reachMs / 1000).toFixed(1)} s`;
  return `The prefix promises ${track}, and none comes in ${within}: a plain player waits for it.`;
}
