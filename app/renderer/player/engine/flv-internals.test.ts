import { readFileSync } from 'node:fs';
import { setImmediate as emitted } from 'node:timers/promises';
import { compileFunction } from 'node:vm';
import type flvjs from 'flv.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import flvjsPackage from '../../../../node_modules/flv.js/package.json' with { type: 'json' };
import { TagReader } from '../../../flv/tag-reader.ts';
import { FakeMediaSource, FakeSourceBuffer, FakeVideo } from '../test-support/fake-media.ts';
import {
  canJump,
  FLVJS_VERSION,
  flushLoneSamples,
  forgetEnd,
  ignoreScriptTags,
  jump,
  letGoOfBuffers,
  type PrivateField,
  pinTimeline,
  prepareLoader,
  privateFields,
  reportLoaderError,
  setLoaderStatus,
  sourceBuffers,
  takeOverSeeking,
} from './flv-internals.ts';

const read = (path: string) => readFileSync(new URL(`../../../../${path}`, import.meta.url));
const flvjsSource = read('node_modules/flv.js/dist/flv.js').toString();
const sample = read('assets/samples/sample.flv');
const tags = new TagReader().push(sample);

const SOUGHT_MS = 20_010;
const sought = tags.findLast(
  ({ video, header }) => video?.isKeyframe && header.timestampMs <= SOUGHT_MS,
);
/** A picture that comes alone. */
const lone = { offset: 0, end: 0 };
for (const { offset, bytes, video } of tags.slice(0, 100)) {
  if (video?.isFrame) Object.assign(lone, { offset, end: offset + bytes.length + 4 });
}

beforeEach(() => {
  vi.stubGlobal('MediaSource', FakeMediaSource);
  vi.stubGlobal('SourceBuffer', FakeSourceBuffer);
  vi.stubGlobal('HTMLMediaElement', { HAVE_NOTHING: 0 });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('flv.js is the version that all of this was written for', () => {
  expect(flvjsPackage.version).toBe(FLVJS_VERSION);
});

test('each of its private fields does what it is used for', async () => {
  const seen = await useThemAll(loadFlvjs());
  expect(seen).toMatchObject({
    couldJump: [false, true],
    openedAt: [0, sought?.offset],
    listeners: ['loadedmetadata', 'canplay'],
    errors: ['the end'],
    atFirst: { video: 0, audio: 0 },
  });
  expect(seen.appended.video, 'an init segment and pictures').toBeGreaterThan(1);
  expect(seen.appended.audio, 'an init segment and sound').toBeGreaterThan(1);
  expect(seen.flushed, 'the picture that came alone').toBe(1);
});

test.each(privateFields)('without %s it says so by name', async (name) => {
  const changed = loadFlvjs((source) => {
    const without = rename(source, name);
    expect(without, 'the copy lacks it').not.toBe(source);
    return without;
  });
  const message = expect.stringMatching(new RegExp(`\\b${name}\\b`));
  await expect(useThemAll(changed)).rejects.toMatchObject({ code: 'player_changed', message });
});

/** As a later version may have it: the same code, the field under another name. */
function rename(source: string, name: PrivateField): string {
  switch (name) {
    case 'e':
      return source.replace(/\bthis\.e\b/g, 'this.gone');
    case 'seek':
      return source.replace(/\.seek\b/g, '.gone');
    case 'video':
    case 'audio':
      return source.replace(new RegExp(`(_sourceBuffers = {[^}]*?)\\b${name}: null`), '$1gone: 0');
    default:
      return source.replace(new RegExp(`\\b${name}\\b`, 'g'), `${name}Gone`);
  }
}

/**
 * flv.js itself, run in Node: a copy of its own, with the globals that it needs.
 * @param change edits its source text first
 */
function loadFlvjs(change: (source: string) => string = (text) => text): typeof flvjs {
  const module: { exports: unknown } = { exports: {} };
  const browser = {
    MediaSource: FakeMediaSource,
    URL: { createObjectURL: () => 'blob:', revokeObjectURL: () => undefined },
    navigator: { userAgent: 'Mozilla/5.0 Chrome/156.0.0.0' },
    setInterval: () => 1,
    clearInterval: () => undefined,
    addEventListener: () => undefined,
    performance,
    Promise,
  };
  const parameters = ['module', 'exports', 'self', 'window', 'navigator', 'HTMLVideoElement'];
  const run = compileFunction(change(flvjsSource), parameters);
  run(module, module.exports, browser, browser, browser.navigator, EventTarget);
  return module.exports as typeof flvjs;
}

/** Goes through everything that the player does with the private fields, in its order. */
async function useThemAll(copy: typeof flvjs) {
  copy.LoggingControl.applyConfig({ enableAll: false });
  const { Loader, loaders, openedAt } = makeLoaderClass(copy);
  const video = new FakeVideo() as FakeVideo & HTMLVideoElement;
  const player = copy.createPlayer(
    { type: 'flv', url: '/' },
    { customLoader: Loader, deferLoadAfterSourceOpen: false, enableStashBuffer: false },
  );
  const errors: string[] = [];
  player.on(copy.Events.ERROR, (_type, _detail, info: { msg: string }) => errors.push(info.msg));
  player.attachMediaElement(video);
  takeOverSeeking(player, video);
  player.load();
  const couldJump = [canJump(player, video)];
  const atFirst = countAppends(player);
  const send = (from: number, to: number) =>
    loaders[0]?.onDataArrival?.(Uint8Array.from(sample.subarray(from, to)).buffer, from, to);
  send(0, lone.offset);
  couldJump.push(canJump(player, video));
  pinTimeline(player, 0);
  ignoreScriptTags(player);
  send(lone.offset, lone.end);
  await emitted();
  const appended = countAppends(player);
  flushLoneSamples(player);
  await emitted();
  const flushed = countAppends(player).video - appended.video;
  forgetEnd(player);
  jump(player, SOUGHT_MS, 60);
  letGoOfBuffers(player);
  const loader = loaders.at(-1);
  if (loader) reportLoaderError(loader, copy.LoaderErrors.EXCEPTION, 'the end');
  await emitted();
  const listeners = [...video.listeners.keys()];
  return { couldJump, openedAt, listeners, errors, atFirst, appended, flushed };
}

function makeLoaderClass(copy: typeof flvjs) {
  const loaders: flvjs.BaseLoader[] = [];
  const openedAt: number[] = [];
  class Loader extends copy.BaseLoader {
    constructor() {
      super('test');
      prepareLoader(this);
      loaders.push(this);
    }
    override open(_source: flvjs.MediaSegment, range: flvjs.Range): void {
      setLoaderStatus(this, copy.LoaderStatus.kConnecting);
      openedAt.push(range.from);
    }
    override abort(): void {
      setLoaderStatus(this, copy.LoaderStatus.kIdle);
    }
  }
  return { Loader, loaders, openedAt };
}

function countAppends(player: object): Record<'video' | 'audio', number> {
  const { video, audio } = sourceBuffers(player);
  const count = (buffer: unknown) =>
    buffer instanceof FakeSourceBuffer ? buffer.appended.length : 0;
  return { video: count(video), audio: count(audio) };
}
