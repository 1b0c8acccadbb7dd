import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessTarget, type TargetGuess } from './guess-target.ts';
import { fillPattern, readPattern, type TargetPattern } from './target-pattern.ts';

const patternOf = (text: string): TargetPattern => {
  const read = readPattern(text);
  if (read.kind === 'fault') throw new Error(read.detail);
  return read;
};
const fill = (text: string, videoName: string, start: string | null) =>
  fillPattern(patternOf(text), { videoName, start });

describe('a pattern', () => {
  it.each([
    ['http://h/v/{name}?start={start}', '5', 'http://h/v/a%20b/c.flv?start=5', null],
    ['http://h/v/{name}?start={start}', null, 'http://h/v/a%20b/c.flv', null],
    ['http://h/v/{name}?a=1&start={start}&b', null, 'http://h/v/a%20b/c.flv?a=1&b', null],
    ['http://h/{start}/{name}', null, 'http://h/0/a%20b/c.flv', null],
    ['http://h/p?f={name}&t={startMs}', '9', 'http://h/p?f=a%20b%2Fc.flv&t=9', null],
    ['http://h/{name}', '7', 'http://h/a%20b/c.flv', 'bytes=7-'],
    ['http://h/{name}?', null, 'http://h/a%20b/c.flv?', null],
    ['http://h/{start}/x', '../../etc', 'http://h/..%2F..%2Fetc/x', null],
    ['http://h/{start}/x', '..', 'http://h/%2E%2E/x', null],
  ])('%s with %s is %s', (text, start, url, range) => {
    expect(fill(text, 'a b/c.flv', start)).toEqual({ url, range });
  });

  it.each([
    ['h/v', /no address/],
    ['http://{name}/v', /no address/],
    ['http://u:p@h/v', /Authorization/],
    ['http://h/v#t', /fragment/],
    ['http://h/{name', /"\{"/],
    ['http://h/{file}', /\{file\}/],
    ['http://h/{name}/{name}', /more than once/],
    ['http://h/{start}?t={startMs}', /more than one start/],
    ['http://h/a b', /no address/],
    ['http://h/ü', /percent-encoded/],
  ])('%s is none', (text, reason) => {
    const read = readPattern(text);
    expect(read.kind === 'fault' ? read.detail : 'a pattern').toMatch(reason);
  });

  it('never leads elsewhere than it says, whatever is asked for', () => {
    const pattern = patternOf('http://h.example:81/v/{start}/{name}?a=1');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), startText, (videoName, start) => {
        const { url } = fillPattern(pattern, { videoName, start });
        const { origin, pathname, search } = new URL(url);
        expect(origin).toBe('http://h.example:81');
        expect(pathname.startsWith('/v/')).toBe(true);
        expect(search).toBe('?a=1');
      }),
    );
  });
});

/** What may stand in a request target behind "start=". */
const startText = fc.stringMatching(/^[!-"$-%'-~]{0,12}$/);

const guessed = (text: string): TargetGuess => {
  const guess = guessTarget(text);
  if (guess.kind === 'fault') throw new Error(guess.detail);
  return guess.target;
};

describe('a guess', () => {
  it.each([
    ['http://h/v/a.flv?start=1204887', 'http://h/v/{name}?start={start}', ['a.flv']],
    ['http://h/v/a%20b.flv?x=1&start=', 'http://h/v/{name}?x=1&start={start}', ['a b.flv']],
    ['https://h:8443/a.flv?start=42.5#t', 'https://h:8443/{name}?start={startSeconds}', ['a.flv']],
    ['http://h/get?id=7&start=5', 'http://h/{name}?id=7&start={start}', ['get']],
    ['http://h/a%2fb.flv?start=5', 'http://h/a%2fb.flv?start={start}', null],
    ['http://h/v/a.flv', 'http://h/v/{name}', ['a.flv']],
    ['http://h/v/{name}?start={startMs}', 'http://h/v/{name}?start={startMs}', ['video.flv']],
  ])('of %s is %s', (text, pattern, names) => {
    const target = guessed(text);
    expect(target.pattern).toBe(pattern);
    expect(target.names).toEqual(names ? { kind: 'list', names } : { kind: 'one' });
  });

  it('takes a user out of the address', () => {
    expect(guessed('http://u%40:p@h/a.flv?start=1')).toMatchObject({
      pattern: 'http://h/{name}?start={start}',
      fields: [{ name: 'Authorization', value: `Basic ${btoa('u@:p')}` }],
    });
  });

  it('reads curl as a browser copies it', () => {
    const copied = `curl 'https://cdn.example/v/a.flv?start=100' \\
  -H 'Accept: */*' \\
  -H 'Range: bytes=0-' -H "X-Quoted: a \\"b\\" \\$c" \\
  -b 'session=1; id=2' -A $'it\\'s \\u0041' -e 'https://page.example/' \\
  -u 'user:pa ss' --compressed -k -sS -o /dev/null --max-time 5`;
    expect(guessed(copied)).toEqual({
      name: 'cdn.example',
      pattern: 'https://cdn.example/v/{name}?start={start}',
      names: { kind: 'list', names: ['a.flv'] },
      isSelfSignedAllowed: true,
      fields: [
        { name: 'Accept', value: '*/*' },
        { name: 'X-Quoted', value: 'a "b" $c' },
        { name: 'Cookie', value: 'session=1; id=2' },
        { name: 'User-Agent', value: "it's A" },
        { name: 'Referer', value: 'https://page.example/' },
        { name: 'Authorization', value: `Basic ${btoa('user:pa ss')}` },
      ],
    });
  });

  it.each([
    ['curl -XGET --url=h/a.flv -HA:b', 'http://h/{name}'],
    ['curl -skHA:b http://h/a.flv', 'http://h/{name}'],
    ['$ curl "http://h/a.flv?start=5"', 'http://h/{name}?start={start}'],
  ])('of %s is %s', (text, pattern) => {
    expect(guessed(text).pattern).toBe(pattern);
  });

  it.each([
    ['curl http://h/a -d x=1', /body/],
    ['curl -X POST http://h/a', /POST/],
    ['curl http://h/a http://h/b', /several/],
    ["curl 'http://h/a", /quote/],
    ['curl -b cookies.txt http://h/a', /file/],
    ['curl -K conf http://h/a', /file/],
    ['not an address', /no address/],
    ['', /no address/],
  ])('of %s is none', (text, reason) => {
    const guess = guessTarget(text);
    expect(guess.kind === 'fault' ? guess.detail : 'a guess').toMatch(reason);
  });

  it('filled in again is the address that was pasted, byte for byte', () => {
    const segment = fc.stringMatching(/^[A-Za-z0-9._~%-]{1,8}$/);
    const pair = fc.stringMatching(/^[a-z]{1,4}=[A-Za-z0-9%._-]{0,6}$/);
    const address = fc
      .tuple(fc.array(segment, { maxLength: 3 }), fc.array(pair, { maxLength: 3 }), fc.nat())
      .map(([path, pairs, start]) => ({
        text: `http://h.example/${path.join('/')}?${[...pairs.filter((each) => !each.startsWith('start=')), `start=${start}`].join('&')}`,
        start: String(start),
      }));
    fc.assert(
      fc.property(address, ({ text, start }) => {
        const { pattern, names } = guessed(text);
        const videoName = names.kind === 'list' ? (names.names[0] ?? '') : 'any';
        expect(fill(pattern, videoName, start).url).toBe(text);
      }),
    );
  });

  it('of anything is a guess or a reason, and what it guesses is a pattern', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom(...'curl -H\'"\\$ http://h/a?start=5 -b -u --url'.split(' ')), {
          maxLength: 8,
        })
        .map((words) => `curl ${words.join(' ')}`),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const guess = guessTarget(text);
        if (guess.kind === 'guess') expect(readPattern(guess.target.pattern).kind).toBe('pattern');
        else expect(guess.detail).not.toBe('');
      }),
    );
  });
});
