import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHostRule, readPublicHost } from './own-host.ts';

const isOurs = createHostRule([]);

describe('a Host', () => {
  it.each([
    '127.0.0.1',
    '127.0.0.1:41234',
    '127.8.9.255:1',
    'localhost',
    'LOCALHOST:80',
    'localhost.:80',
    '[::1]',
    '[::1]:8080',
    '[::ffff:7f00:1]:8080',
  ])('%s is ours', (host) => expect(isOurs(host)).toBe(true));

  it.each([
    ['', 'nothing'],
    ['evil.example', 'a name whose owner lets it lead here'],
    ['evil.example:41234', 'the same with our port'],
    ['127.0.0.1.evil.example', 'a name that begins like us'],
    ['127.0.0.1.nip.io', 'a name that its owner made for this'],
    ['localhost.evil.example', 'a name that begins with localhost'],
    ['evil-localhost', 'a name that ends with localhost'],
    ['evil.localhost', 'a name below localhost, which some resolvers ask others for'],
    ['127.0.0.1@evil.example', 'an address before an @'],
    ['evil.example@127.0.0.1', 'an address behind an @'],
    ['127.0.0.1 evil.example', 'two'],
    ['127.0.0.1,evil.example', 'two, with a comma'],
    ['127.0.0.1:80:80', 'two ports'],
    ['127.0.0.1:', 'no port behind the colon'],
    ['127.1', 'a short form'],
    ['127.0.0.256', 'no address'],
    ['0177.0.0.1', 'octal'],
    ['0x7f000001', 'hexadecimal'],
    ['2130706433', 'a number'],
    ['0.0.0.0', 'the unspecified address'],
    ['[::]', 'the unspecified IPv6 address'],
    ['[::1', 'half a bracket'],
    ['::1', 'no brackets'],
    ['192.168.1.5', 'an address of the network'],
    ['169.254.169.254', 'a link-local address'],
    ['ⓛocalhost', 'a letter that looks like another'],
  ])('%j is not: %s', (host) => expect(isOurs(host)).toBe(false));

  it('is ours when the user named it, at every port or at one', () => {
    const rule = createHostRule(['videos.example', 'one.example:8080', '[2001:db8::1]']);
    expect(rule('Videos.Example')).toBe(true);
    expect(rule('videos.example.:99')).toBe(true);
    expect(rule('one.example:8080')).toBe(true);
    expect(rule('one.example')).toBe(false);
    expect(rule('one.example:8081')).toBe(false);
    expect(rule('[2001:db8::1]:80')).toBe(true);
    expect(rule('sub.videos.example')).toBe(false);
    expect(rule('localhost')).toBe(true);
  });

  it('of any text is answered, and a name that nobody named is never ours', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void isOurs(text)));
    fc.assert(fc.property(fc.domain(), (name) => !isOurs(name)));
  });
});

describe('readPublicHost', () => {
  it.each([
    ['Videos.Example', 'videos.example'],
    ['videos.example.', 'videos.example'],
    ['videos.example:080', 'videos.example:80'],
    ['10.0.0.7:8080', '10.0.0.7:8080'],
    ['[2001:DB8::1]', '[2001:db8::1]'],
  ])('%s is %s', (text, host) => expect(readPublicHost(text)).toBe(host));

  it.each(['', '*', '*.example', 'http://videos.example', 'a b', 'a:99999', 'a/b', '::1', 'a@b'])(
    '%j is none',
    (text) => expect(readPublicHost(text)).toBeNull(),
  );
});
