import type { VideoFacts } from '../video.ts';

const index = { timesMs: [0, 2000], offsets: [500, 9000], sizes: [0, 0] };

/** A video of two keyframes that was scanned, for tests. */
export function makeFacts(patch: Partial<VideoFacts> = {}): VideoFacts {
  return {
    name: 'a.flv',
    address: '/v/a.flv',
    state: 's',
    target: null,
    isScanned: true,
    sizeBytes: 20_000,
    modifiedAtEpochMs: 0,
    format: 'flv',
    headHex: '464c5601050000000900000000',
    header: { version: 1, flags: 5, hasAudio: true, hasVideo: true, dataOffset: 9 },
    videoCodec: { id: 7, name: 'AVC (H.264)', isPlayable: true },
    audioCodec: { id: 10, name: 'AAC', isPlayable: true },
    durationMs: 4000,
    width: 640,
    height: 360,
    framesPerSecond: 25,
    tagCount: 300,
    videoTagCount: 100,
    audioTagCount: 200,
    baseTimestampMs: 0,
    firstMediaOffset: 400,
    frameTimesMs: [0, 2000],
    declaredIndex: { source: 'declared', ...index },
    index: { source: 'scanned', ...index },
    sequenceHeaders: { video: btoa('0123456789abcdef'), audio: btoa('0123456789abc') },
    sequenceHeaderChanges: [],
    isPlayable: true,
    notPlayable: null,
    findings: [],
    ...patch,
  };
}
