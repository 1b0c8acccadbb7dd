import { describeError } from '../../../contract/errors.ts';
import type { Seek } from '../../../contract/seek.ts';
import { makeSeek } from '../../../contract/test-support/make-records.ts';
import { type Fault, part, secondTag, withBody } from './faults.ts';

/** Of the third keyframe, which the parts begin with. */
const KEYFRAME_MS = 800;

/** A seek to it that went well, with a change. */
const seekWith = (patch: Partial<Seek>): Seek =>
  makeSeek({
    ...{ id: 'p-1', asked: { kind: 'time', timeMs: KEYFRAME_MS + 40 } },
    ...{ expectedMs: KEYFRAME_MS + 40, played: { timeMs: KEYFRAME_MS } },
    ...patch,
  });

const seeking = (patch: Partial<Seek>) => part(() => ({ seek: seekWith(patch) }));

/** Faults of what a player makes of an answer. */
export const playbackFaults: readonly Fault[] = [
  { name: 'none: the keyframe is shown', codes: [], answer: seeking({}) },
  {
    name: 'none: the very picture is shown',
    codes: [],
    answer: seeking({ played: { timeMs: KEYFRAME_MS + 40 } }),
  },
  {
    name: 'none: a later seek took its place',
    codes: [],
    answer: seeking({ state: 'superseded', played: null }),
  },
  {
    name: 'no picture comes',
    codes: ['picture_came'],
    answer: seeking({
      state: 'failed',
      played: null,
      firstPictureMs: null,
      error: describeError('internal', { detail: 'nothing was decoded' }),
    }),
  },
  {
    name: 'none: the file’s own bytes, in which no picture begins',
    codes: [],
    answer: seeking({
      state: 'failed',
      played: null,
      firstPictureMs: null,
      error: describeError('no_keyframe_found', { scanned: 1, offset: 1 }),
    }),
  },
  {
    name: 'another keyframe is shown',
    codes: ['picture_right'],
    answer: seeking({ played: { timeMs: KEYFRAME_MS + 400 } }),
  },
  {
    name: 'the first byte comes late',
    codes: ['first_byte_in_time'],
    answer: seeking({ firstByteMs: 2001 }),
  },
  {
    name: 'the picture comes late',
    codes: ['picture_in_time'],
    answer: seeking({ firstPictureMs: 4001 }),
  },
  {
    name: 'none: it plays on, and starts as slowly as one may',
    codes: [],
    answer: seeking({ playedOn: { watchedMs: 3100, stalledMs: 200 } }),
  },
  {
    name: 'it stands still while it plays on',
    codes: ['plays_on'],
    answer: seeking({ playedOn: { watchedMs: 3100, stalledMs: 900 } }),
  },
  {
    name: 'it plays on for a moment, and then no more',
    codes: ['plays_on'],
    answer: seeking({ playedOn: { watchedMs: 400, stalledMs: 30_000 } }),
  },
  {
    name: 'a plain player does not play what a CDN sent',
    codes: ['raw_playable'],
    answer: part(
      () => ({ seek: seekWith({ raw: { isPlayable: false, bytes: 9, reason: 'It waits.' } }) }),
      { personality: 'cdn', hasQuirks: false },
    ),
  },
  {
    name: 'none: nor what the patch sent, which has no sequence headers',
    codes: [],
    answer: seeking({ raw: { isPlayable: false, bytes: 9, reason: 'It waits.' } }),
  },
  {
    name: 'the sound begins ten seconds later than the picture',
    codes: ['body_exact', 'timestamps_in_order', 'sound_in_step'],
    answer: withBody((body) => {
      body.writeUIntBE(KEYFRAME_MS + 10_000, secondTag(body) + 4, 3);
      return body;
    }),
  },
  {
    name: 'the sound runs away from the picture later on',
    codes: ['body_exact', 'sound_in_step'],
    answer: withBody((body) => {
      let at = secondTag(body);
      for (let count = 0; at + 11 < body.length; count += 1) {
        const isSound = body[at] === 8;
        if (isSound && count > 10) body.writeUIntBE(body.readUIntBE(at + 4, 3) + 5000, at + 4, 3);
        at += 11 + body.readUIntBE(at + 1, 3) + 4;
      }
      return body;
    }),
  },
];
