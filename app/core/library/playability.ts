import { describeError, type SeeklabError } from '../../contract/errors.ts';
import { avc } from '../../flv/codecs.ts';
import { toHex } from '../../flv/hex.ts';
import type { FlvScan } from '../../flv/scan-result.ts';

/**
 * Why the player cannot show a video; null when it can. A track with sound that cannot be played
 * does not count beside a picture that can: the player leaves that sound out.
 */
export function whyNotPlayable(scan: FlvScan): SeeklabError | null {
  const { videoCodec, audioCodec } = scan;
  if (scan.format === 'empty') return describeError('video_empty');
  if (scan.format === 'not_flv') {
    return describeError('video_not_flv', { hex: toHex(scan.head.subarray(0, 3), ' ') });
  }
  if (videoCodec) return whyNoPicture(scan, videoCodec);
  if (!audioCodec) return describeError('media_missing');
  return audioCodec.isPlayable
    ? null
    : describeError('codec_unplayable', { track: 'audio', codec: audioCodec.name });
}

function whyNoPicture(
  { keyframes, sequenceHeaders, videoTagCount }: FlvScan,
  codec: NonNullable<FlvScan['videoCodec']>,
): SeeklabError | null {
  const params = { track: 'video', codec: codec.name };
  if (!codec.isPlayable) return describeError('codec_unplayable', params);
  if (codec.id === avc && !sequenceHeaders.video) {
    return describeError('sequence_header_missing', params);
  }
  if (keyframes.offsets.length === 0) {
    return describeError('keyframes_missing', { count: videoTagCount });
  }
  return null;
}
