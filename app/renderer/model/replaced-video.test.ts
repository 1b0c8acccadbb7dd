import { afterEach, beforeEach, expect, test } from 'vitest';
import { CodedError } from '../../contract/errors.ts';
import type { Seek } from '../../contract/seek.ts';
import { makeSeek } from '../../contract/test-support/make-records.ts';
import type { Connection } from './connection.ts';
import { watchReplacement } from './replaced-video.ts';
import { type OpenVideo, playbackStore } from './stores.ts';

const error = new CodedError('answer_status', { start: 5, status: 416 }).toJSON();
const replaced = new CodedError('video_replaced', { name: 'sample.flv' }).toJSON();
const open = {
  phase: 'open',
  name: 'sample.flv',
  facts: { name: 'sample.flv', state: 's1' },
  replaced: null,
} as unknown as OpenVideo;

let stop = () => {};
let asked: unknown[] = [];
let answer: (result: { isReplaced: boolean }) => void = () => {};

beforeEach(() => {
  asked = [];
  const call = (name: string, input: unknown) => {
    asked.push([name, input]);
    return new Promise((resolve) => {
      answer = resolve;
    });
  };
  playbackStore.setState({ video: open, seeks: new Map() });
  stop = watchReplacement({ call } as unknown as Connection);
});
afterEach(() => {
  stop();
  playbackStore.setState({ video: { phase: 'none' }, seeks: new Map() });
});

const put = (patch: Partial<Seek> & { id: string }) =>
  playbackStore.setState(({ seeks }) => ({
    seeks: new Map([...seeks, [patch.id, makeSeek(patch)]]),
  }));
const errorOf = (id: string) => playbackStore.getState().seeks.get(id)?.error?.code;
const isTold = () => {
  const { video } = playbackStore.getState();
  return video.phase === 'open' ? (video.replaced?.code ?? null) : undefined;
};
/** Lets what hangs on an answer go on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a seek that failed in a video that was replaced says that it was, and so do later ones', async () => {
  put({ id: 'p-1', state: 'failed', error });
  expect(asked).toEqual([['video.check', { name: 'sample.flv', state: 's1' }]]);
  answer({ isReplaced: true });
  await settled();
  expect([isTold(), errorOf('p-1')]).toEqual([replaced.code, replaced.code]);
  put({ id: 'p-2', state: 'failed', error });
  expect(errorOf('p-2')).toBe(replaced.code);
  // What its player tells of a seek after its end does not bring the old reason back.
  put({ id: 'p-1', state: 'failed', error });
  expect(errorOf('p-1')).toBe(replaced.code);
  expect(asked).toHaveLength(1);
});

test('one that landed elsewhere is looked at too; one that went well is not', async () => {
  put({ id: 'p-1', state: 'played' });
  put({ id: 'p-2', state: 'running', error });
  expect(asked).toEqual([]);
  const resync = { bytesToTag: 1, bytesToKeyframe: 1, tagsSkipped: 0, reason: 'elsewhere' };
  put({ id: 'p-3', state: 'played', resync });
  expect(asked).toHaveLength(1);
});

test('a video that is the same as ever keeps the seek’s own error, and is asked for again', async () => {
  put({ id: 'p-1', state: 'failed', error });
  put({ id: 'p-2', state: 'failed', error });
  answer({ isReplaced: false });
  await settled();
  expect([isTold(), errorOf('p-1')]).toEqual([null, 'answer_status']);
  expect(asked).toHaveLength(1);
  put({ id: 'p-3', state: 'failed', error });
  expect(asked).toHaveLength(2);
});

test('an answer that comes once another video is open is for nobody', async () => {
  put({ id: 'p-1', state: 'failed', error });
  playbackStore.setState({
    video: { ...open, facts: { name: 'sample.flv', state: 's2' } } as unknown as OpenVideo,
  });
  answer({ isReplaced: true });
  await settled();
  expect([isTold(), errorOf('p-1')]).toEqual([null, 'answer_status']);
});
