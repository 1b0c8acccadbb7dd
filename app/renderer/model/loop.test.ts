import { expect, test } from 'vitest';
import { isOver, noLoop, withIn, withOut } from './loop.ts';

const loop = { inMs: 1000, outMs: 2000 };
const playing = (currentTimeMs: number) =>
  ({ phase: 'playing', isSeeking: false, currentTimeMs }) as const;

test('marks that cross take each other away', () => {
  expect(withOut(withIn(noLoop, 1000), 2000)).toEqual(loop);
  expect(withIn(loop, 2000)).toEqual({ inMs: 2000, outMs: null });
  expect(withOut(loop, 1000)).toEqual({ inMs: null, outMs: 1000 });
});

test('at the end mark it goes back', () => {
  expect(isOver(loop, playing(1900), playing(1999), false)).toBe(false);
  expect(isOver(loop, playing(1960), playing(2000), false)).toBe(true);
  expect(isOver({ inMs: 1000, outMs: null }, playing(1960), playing(2000), false)).toBe(false);
});

test('it goes back at the video’s end only where it has played up to there', () => {
  const ended = { phase: 'ended', isSeeking: false, currentTimeMs: 2000 } as const;
  expect(isOver(loop, playing(1960), ended, false)).toBe(true);
  expect(isOver(loop, ended, ended, false)).toBe(false);
});

test('a seek under way is left alone, a pause too, and what failed is not asked again and again', () => {
  expect(isOver(loop, playing(1960), { ...playing(2000), isSeeking: true }, false)).toBe(false);
  expect(isOver(loop, playing(1960), { ...playing(2000), phase: 'paused' }, false)).toBe(false);
  expect(isOver(loop, playing(1960), playing(2000), true)).toBe(false);
});
