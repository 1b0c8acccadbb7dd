import { beforeEach, expect, test } from 'vitest';
import { createElementTime, type ElementTime } from './element-time.ts';

/** What of a media element its time is about; events come when the test says so. */
class Element extends EventTarget {
  seeking = false;
  paused = true;
  #seconds = 0;

  get currentTime(): number {
    return this.#seconds;
  }

  set currentTime(seconds: number) {
    this.#seconds = seconds;
    this.seeking = true;
  }

  tell(...names: ('seeking' | 'seeked' | 'emptied')[]): void {
    for (const name of names) this.dispatchEvent(new Event(name));
  }

  arrive(): void {
    this.seeking = false;
  }
}

let element: Element;
let time: ElementTime;
let foreign: number[];
beforeEach(() => {
  element = new Element();
  foreign = [];
  time = createElementTime(element as unknown as HTMLVideoElement, (seconds) => {
    foreign.push(seconds);
  });
});

test('a time that the player set is its own, one that others set is not', () => {
  time.set(5);
  element.tell('seeking');
  element.arrive();
  element.tell('seeked');
  expect(foreign).toEqual([]);
  element.currentTime = 7;
  element.tell('seeking');
  expect(foreign).toEqual([7]);
});

test('the place of the seek before is foreign, once that is over', () => {
  time.set(5);
  element.tell('seeking');
  element.arrive();
  element.tell('seeked');
  element.currentTime = 5;
  element.tell('seeking');
  expect(foreign).toEqual([5]);
});

test('two seeks that are over before anything is told of them are both the player’s own', () => {
  time.set(5);
  element.arrive();
  time.set(9);
  element.arrive();
  element.tell('seeking', 'seeked', 'seeking', 'seeked');
  expect(foreign).toEqual([]);
  element.currentTime = 9;
  element.tell('seeking');
  expect(foreign).toEqual([9]);
});

test('of a seek that another took the place of no end is told', () => {
  time.set(5);
  time.set(9);
  element.tell('seeking', 'seeking');
  element.arrive();
  element.tell('seeked');
  expect(foreign).toEqual([]);
  element.currentTime = 9;
  element.tell('seeking');
  expect(foreign).toEqual([9]);
});

test('an element that was emptied owes nothing', () => {
  time.set(5);
  element.arrive();
  element.tell('emptied');
  element.currentTime = 5;
  element.tell('seeking');
  expect(foreign).toEqual([5]);
});
