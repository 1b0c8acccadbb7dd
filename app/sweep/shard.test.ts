import { expect, it } from 'vitest';
import { parseShard } from './shard.ts';

it('reads one of several', () => {
  expect(parseShard('1/1')).toEqual({ index: 1, total: 1 });
  expect(parseShard('3/10')).toEqual({ index: 3, total: 10 });
});

it.each(['0/3', '4/3', '1/0', '1', '1/', 'a/b', '-1/3', '1/99999'])('refuses %j', (text) => {
  expect(() => parseShard(text)).toThrow(expect.objectContaining({ code: 'usage' }));
});
