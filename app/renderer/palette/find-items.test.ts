import { expect, test } from 'vitest';
import { findItems } from './find-items.ts';

const item = (label: string, kind = 'Seek') => ({
  id: label,
  label,
  kind,
  keys: [],
  run: () => undefined,
});
const items = [item('Answer as nginx', 'Server'), item('Next keyframe'), item('Keyframe or exact')];
const found = (typed: string) => findItems(items, typed).map(({ label }) => label);

test('nothing typed: everything, in its order', () => {
  expect(found(' ')).toEqual(['Answer as nginx', 'Next keyframe', 'Keyframe or exact']);
});

test('what begins with the text comes first', () => {
  expect(found('key')).toEqual(['Keyframe or exact', 'Next keyframe']);
  expect(found('n')).toEqual(['Next keyframe', 'Answer as nginx']);
});

test('words may stand in any order, and one of them may be the kind', () => {
  expect(found('frame next')).toEqual(['Next keyframe']);
  expect(found('server NGINX')).toEqual(['Answer as nginx']);
  expect(found('next lighttpd')).toEqual([]);
});
