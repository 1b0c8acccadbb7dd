import { expect, test } from 'vitest';
import { streamUrl } from './stream-url.ts';

test('the whole file has no start, folders keep their slashes, all else is escaped', () => {
  expect(streamUrl('http://127.0.0.1:8000', 'a b/c#1?.flv')).toBe(
    'http://127.0.0.1:8000/v/a%20b/c%231%3F.flv',
  );
  expect(streamUrl('http://127.0.0.1:8000/', 'a.flv', { start: 0, seekId: 'x-1' })).toBe(
    'http://127.0.0.1:8000/v/a.flv?seek=x-1',
  );
  expect(streamUrl('http://127.0.0.1:8000', 'a.flv', { start: 9, seekId: 'x-1' })).toBe(
    'http://127.0.0.1:8000/v/a.flv?start=9&seek=x-1',
  );
});
