import { describe, expect, it } from 'vitest';
import { type PlayableMedia, playedTracks, whyNotPlayable } from './playability.ts';

const h264 = { id: 7, name: 'AVC (H.264)', isPlayable: true };
const vp6 = { id: 4, name: 'On2 VP6', isPlayable: false };
const aac = { id: 10, name: 'AAC', isPlayable: true };
const mp3 = { id: 2, name: 'MP3', isPlayable: true };
const speex = { id: 11, name: 'Speex', isPlayable: false };
const both = { video: 'bytes', audio: 'bytes' };
const noVideoHeader = { video: null, audio: 'bytes' };
const noAudioHeader = { video: 'bytes', audio: null };
const neither = { video: null, audio: null };

/** Codecs and headers, the tracks that play, and the code and track of why nothing does. */
const cases: [
  string,
  PlayableMedia['videoCodec'],
  PlayableMedia['audioCodec'],
  PlayableMedia['sequenceHeaders'],
  string,
  [code: string, track: string] | null,
][] = [
  ['H.264 and AAC', h264, aac, both, 'video audio', null],
  ['H.264 and MP3', h264, mp3, noAudioHeader, 'video audio', null],
  ['H.264 alone', h264, null, noAudioHeader, 'video', null],
  ['H.264 and AAC without header', h264, aac, noAudioHeader, 'video', null],
  ['H.264 and Speex', h264, speex, noAudioHeader, 'video', null],
  ['AAC alone', null, aac, both, 'audio', null],
  ['MP3 alone', null, mp3, neither, 'audio', null],
  ['AAC alone without header', null, aac, neither, '', ['sequence_header_missing', 'audio']],
  ['Speex alone', null, speex, neither, '', ['codec_unplayable', 'audio']],
  [
    'H.264 without header, and AAC',
    h264,
    aac,
    noVideoHeader,
    'audio',
    ['sequence_header_missing', 'video'],
  ],
  ['VP6 and MP3', vp6, mp3, neither, 'audio', ['codec_unplayable', 'video']],
];

describe('what plays', () => {
  it.each(cases)('%s', (_what, videoCodec, audioCodec, sequenceHeaders, tracks, why) => {
    const media = { videoCodec, audioCodec, sequenceHeaders };
    const { hasVideo, hasAudio } = playedTracks(media);
    expect([hasVideo && 'video', hasAudio && 'audio'].filter(Boolean).join(' ')).toBe(tracks);

    const error = whyNotPlayable({ ...media, keyframeCount: 1, videoTagCount: 9 });
    const [code, track] = why ?? [];
    expect(error?.code).toBe(code);
    if (track) expect(error?.message).toContain(track);
  });

  it('nothing where no keyframe is, or nothing at all', () => {
    const counts = { keyframeCount: 0, videoTagCount: 9 };
    const inter = { videoCodec: h264, audioCodec: aac, sequenceHeaders: both, ...counts };
    expect(whyNotPlayable(inter)?.code).toBe('keyframes_missing');
    const empty = { videoCodec: null, audioCodec: null, sequenceHeaders: neither, ...counts };
    expect(whyNotPlayable(empty)?.code).toBe('media_missing');
  });

  it('sound alone needs no keyframe', () => {
    const counts = { keyframeCount: 0, videoTagCount: 0 };
    const sound = { videoCodec: null, audioCodec: mp3, sequenceHeaders: neither, ...counts };
    expect(whyNotPlayable(sound)).toBeNull();
  });
});
