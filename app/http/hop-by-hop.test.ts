import { expect, test } from 'vitest';
import { field } from './fields.ts';
import { connectionOptions, forwardedFields, forwardedTrailers, isHopByHop } from './hop-by-hop.ts';

test('what is hop-by-hop ends here, and what Connection names; the rest goes on', () => {
  const fields = [
    field('Connection', 'close, X-Mine, Range'),
    field('Proxy-Authorization', 'Basic QQ=='),
    field('TE', 'trailers'),
    field('X-Mine', '1'),
    field('Range', 'bytes=5-'),
    field('Trailer', 'X-Sum'),
    field('Content-Length', '3'),
    field('X-Other', '2'),
  ];
  expect(forwardedFields(fields).map(({ name }) => name)).toEqual(['Range', 'Trailer', 'X-Other']);
  expect(connectionOptions(fields)).toEqual(['close', 'x-mine', 'range']);
});

test('a field is asked for with what the Connection of its own message names', () => {
  expect(isHopByHop('x-mine', ['x-mine'])).toBe(true);
  expect(isHopByHop('x-mine', [])).toBe(false);
  expect(isHopByHop('host', ['host'])).toBe(false);
});

test('trailers that frame or route do not go on, nor orders to the reproxy', () => {
  const trailers = 'X-Sum: 1\r\nContent-Length: 5\r\nTrailer: a\r\nX_Reproxy_Url: http://a/\r\n';
  expect(forwardedTrailers(trailers)).toBe('X-Sum: 1\r\n');
});
