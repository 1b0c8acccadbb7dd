import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PlayedOn } from '../../../contract/seek.ts';
import { watchPlaysOn } from './plays-on-watch.ts';

/** What of a media element playing on is about; the test moves it. */
class Element extends EventTarget {
  readonly HAVE_FUTURE_DATA = 3;
  readyState = 4;
  currentTime = 10;
  duration = 60;
  playbackRate = 1;
  paused = false;
  seeking = false;
  ranges: [number, number][] = [[8, 14]];

  get buffered() {
    return {
      length: this.ranges.length,
      start: (i: number) => this.ranges[i]?.[0],
      end: (i: number) => this.ranges[i]?.[1],
    };
  }

  tell(...names: string[]): void {
    for (const name of names) this.dispatchEvent(new Event(name));
  }

  reach(seconds: number): void {
    this.currentTime = seconds;
    this.tell('timeupdate');
  }

  /** Comes to the end of what is in the buffer, and stands there. */
  runDry(seconds: number): void {
    this.ranges = [[8, seconds + 0.05]];
    this.reach(seconds);
    this.tell('waiting');
  }
}

let element: Element;
let told: PlayedOn[];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  element = new Element();
  told = [];
});
afterEach(() => {
  vi.useRealTimers();
});

const watch = () =>
  watchPlaysOn(element as unknown as HTMLVideoElement, (playedOn) => told.push(playedOn));

test('clean play is told once, when three seconds are over', () => {
  watch();
  for (const seconds of [10.2, 11, 12.9]) element.reach(seconds);
  expect(told).toEqual([]);
  element.reach(13.25);
  element.reach(20);
  expect(told).toEqual([{ watchedMs: 3250, stalledMs: 0 }]);
});

test('a stall is told while it lasts, and all of them at the end', () => {
  watch();
  element.runDry(11);
  vi.advanceTimersByTime(1200);
  expect(told).toEqual([
    { watchedMs: 1000, stalledMs: 500 },
    { watchedMs: 1000, stalledMs: 1000 },
  ]);
  element.tell('playing');
  vi.advanceTimersByTime(5000);
  element.runDry(12);
  vi.advanceTimersByTime(300);
  element.tell('playing');
  element.reach(13);
  expect(told.slice(2)).toEqual([{ watchedMs: 3000, stalledMs: 1500 }]);
});

test('one that never ends is told for half a minute', () => {
  watch();
  element.runDry(11);
  vi.advanceTimersByTime(600_000);
  expect(told.at(-1)).toEqual({ watchedMs: 1000, stalledMs: 30_500 });
  expect(told).toHaveLength(61);
});

test('a picture after which nothing came is a stall from the first moment on', () => {
  element.readyState = 2;
  element.ranges = [[8, 10.1]];
  const stop = watch();
  vi.advanceTimersByTime(400);
  stop();
  expect(told).toEqual([{ watchedMs: 0, stalledMs: 400 }]);
});

test('a decoder that is late, with bytes in the buffer, is no stall', () => {
  watch();
  element.reach(11);
  element.tell('waiting');
  vi.advanceTimersByTime(700);
  element.tell('playing');
  element.reach(13);
  expect(told).toEqual([{ watchedMs: 3000, stalledMs: 0 }]);
});

test('a hole in the buffer is a stall, though there is more behind it', () => {
  element.ranges = [
    [8, 11.02],
    [11.5, 30],
  ];
  const stop = watch();
  element.reach(11);
  element.tell('waiting');
  vi.advanceTimersByTime(300);
  stop();
  expect(told).toEqual([{ watchedMs: 1000, stalledMs: 300 }]);
});

test('a pause ends it, and what is waited for meanwhile does not count', () => {
  watch();
  element.reach(11.5);
  element.paused = true;
  element.tell('pause');
  element.runDry(11.5);
  vi.advanceTimersByTime(5000);
  expect(told).toEqual([{ watchedMs: 1500, stalledMs: 0 }]);
});

test('the end of the video is no stall', () => {
  element.duration = 12;
  watch();
  element.runDry(11.8);
  vi.advanceTimersByTime(5000);
  element.tell('ended');
  expect(told).toMatchObject([{ stalledMs: 0 }]);
  expect(told[0]?.watchedMs).toBeCloseTo(1800);
});

test('a seek ends it where it stood before', () => {
  watch();
  element.reach(10.5);
  element.seeking = true;
  element.currentTime = 40;
  element.tell('timeupdate', 'seeking', 'waiting');
  expect(told).toEqual([{ watchedMs: 500, stalledMs: 0 }]);
});

test('what is told late of the seek before does not end it', () => {
  watch();
  element.tell('seeking', 'seeked', 'pause');
  element.reach(13);
  expect(told).toEqual([{ watchedMs: 3000, stalledMs: 0 }]);
});

test('paused, it waits until it is played; without that nothing is told', () => {
  element.paused = true;
  const stop = watch();
  element.runDry(10);
  vi.advanceTimersByTime(5000);
  stop();
  expect(told).toEqual([]);

  element.ranges = [[8, 14]];
  watch();
  element.paused = false;
  element.tell('play', 'playing');
  element.reach(13);
  expect(told).toEqual([{ watchedMs: 3000, stalledMs: 0 }]);
});

test('played faster than it is, it tells nothing', () => {
  element.playbackRate = 2;
  watch();
  element.reach(20);
  expect(told).toEqual([]);

  element.playbackRate = 1;
  element.currentTime = 10;
  watch();
  element.reach(11.5);
  element.playbackRate = 4;
  element.tell('ratechange');
  expect(told).toEqual([{ watchedMs: 1500, stalledMs: 0 }]);
});
