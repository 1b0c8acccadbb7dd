import { expect, test } from 'vitest';
import { othersWith } from './others-with.ts';

const library = [
  { name: 'a.flv', origin: 'folder' },
  { name: 'b.flv', origin: 'folder' },
  { name: 'old://a.flv', origin: 'target' },
  { name: 'new://a.flv', origin: 'target' },
  { name: 'new://b.flv', origin: 'target' },
] as const;
const namesFor = (videoName: string) =>
  othersWith({ videoName }, library).map(({ name, whom }) => [name, whom.name]);

test('a video of the library may be asked of each target that has one of its name', () => {
  expect(namesFor('a.flv')).toEqual([
    ['old', 'old://a.flv'],
    ['new', 'new://a.flv'],
  ]);
});

test('that of a target, of the reproxy and of the other targets', () => {
  expect(namesFor('new://a.flv')).toEqual([
    ['The reproxy', 'a.flv'],
    ['old', 'old://a.flv'],
  ]);
  expect(namesFor('new://c.flv')).toEqual([]);
});
