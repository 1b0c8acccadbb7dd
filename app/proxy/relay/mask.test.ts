import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMask, maskAddress, unmaskAddress } from './mask.ts';

describe('an address', () => {
  it.each([
    ['http://h/v/{name}?start={start}', 'http://h/v/{name}?start={start}'],
    ['http://h/v?sig=abc&start={start}&x=', 'http://h/v?sig=***&start={start}&x='],
    ['http://h/{name}?abcdef', 'http://h/{name}?***'],
    ['http://h/v?a=b=c&', 'http://h/v?a=***&'],
    ['http://h/v', 'http://h/v'],
    ['http://ann:pw@h/v@2?a=b', 'http://***@h/v@2?a=***'],
  ])('%s is shown as %s', (text, shown) => {
    expect(maskAddress(text)).toBe(shown);
  });
});

describe('a head', () => {
  const signature = 'c2lnbmF0dXJlLW9m';
  const mask = createMask({
    fields: [{ name: 'Cookie', value: 'id=1' }],
    pattern: `http://h/v?k=1&sig=${signature}&type=video/x-flv-of-some-kind&start={start}`,
  });

  it('has no value of the pattern’s query, however short, and no longer one elsewhere', () => {
    expect(mask(`GET /v?k=1&sig=${signature}&type=video/x-flv-of-some-kind&start=1 HTTP/1.1`)).toBe(
      'GET /v?k=***&sig=***&type=***&start=1 HTTP/1.1',
    );
    expect(mask(`X-Was: ${signature}\r\nLocation: /w?sig=${signature}\r\n\r\n`)).toBe(
      'X-Was: ***\r\nLocation: /w?sig=***\r\n\r\n',
    );
  });

  it('keeps what only looks like one', () => {
    const head =
      'HTTP/1.1 200 OK\r\nContent-Type: video/x-flv-of-some-kind\r\nX: k=1 /k=10\r\n\r\n';
    expect(mask(head)).toBe(head);
  });

  it('that leads on has no value under a name of the query, or of a field, though it is signed anew', () => {
    const led = mask(
      `Location: https://cdn/v.flv?k=other&sig=${'x'.repeat(30)}&cookie=y&Expires=9#k=1\r\nLink: </w?SIG=z>; a="?k=2"`,
    );
    expect(led).toBe(
      'Location: https://cdn/v.flv?k=***&sig=***&cookie=***&Expires=9#k=1\r\nLink: </w?SIG=***>; a="?k=***"',
    );
    expect(mask(led)).toBe(led);
  });

  it.each([
    ['Location: http://ann:p@w@h/a@b', 'Location: http://***@h/a@b'],
    ['Location: //ann:pw@h/a', 'Location: //***@h/a'],
    ['Location: https:ann:pw@h/a', 'Location: https:***@h/a'],
    ['Link: <http://ann@h/>, </x//y@2.png>', 'Link: <http://***@h/>, </x//y@2.png>'],
    ['From: ann@h\r\nX: http://h/ a@b', 'From: ann@h\r\nX: http://h/ a@b'],
  ])('of %s shows no user of an address, and every other @', (text, shown) => {
    expect(mask(text)).toBe(shown);
    expect(mask(shown)).toBe(shown);
  });

  it('shows what is neither ours nor by a name of ours', () => {
    const head = 'Location: https://cdn/v.flv?X-Amz-Signature=abc&start=9\r\n\r\n';
    expect(mask(head)).toBe(head);
  });

  it('has no value of a field', () => {
    expect(mask('cookie: a\r\nEcho: id=1\r\n')).toBe('cookie: ***\r\nEcho: ***\r\n');
  });
});

describe('what is known of a field', () => {
  const masked = (name: string, value: string, text: string) =>
    createMask({ fields: [{ name, value }], pattern: 'http://h/{name}' })(text);

  it.each([
    // Percent-encoded, in an address that leads on.
    ['X-Key', 'a b/c+d', 'Location: /login?next=a%20b%2Fc%2Bd', 'Location: /login?next=***'],
    // The password of HTTP auth, and both with the user.
    [
      'Authorization',
      `Basic ${btoa('ann:a-long-password-of-hers')}`,
      'X: ann:a-long-password-of-hers, a-long-password-of-hers',
      'X: ***, ***',
    ],
    ['Authorization', `Basic ${btoa('ann:flv')}`, 'X: ann:flv\r\nY: flv', 'X: ***\r\nY: flv'],
    ['Authorization', 'Bearer abcdefgh', 'X: abcdefgh', 'X: ***'],
    // Each cookie alone; by its name where the server sets it anew.
    [
      'Cookie',
      'lang=en; sid=0123456789abcdef',
      'X: 0123456789abcdef\r\nSet-Cookie: sid=new; Path=/\r\nset-cookie: lang=de\r\nSet-Cookie: theme=en',
      'X: ***\r\nSet-Cookie: sid=***; Path=/\r\nset-cookie: lang=***\r\nSet-Cookie: theme=en',
    ],
  ])('%s: %s', (name, value, text, shown) => {
    expect(masked(name, value, text)).toBe(shown);
  });

  it('of a name in other text nothing is hidden', () => {
    const head = 'HTTP/1.1 200 OK\r\nX-Key-Id: 1\r\nMy-X-Key: 2\r\n\r\n';
    expect(masked('X-Key', 'secret', head)).toBe(head);
  });
});

it('without secrets every text stays', () => {
  const mask = createMask({ fields: [], pattern: 'http://h/{name}?start={start}' });
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(mask(text)).toBe(text);
    }),
  );
});

it('no secret of any length stands under its name, whatever it is made of', () => {
  const value = fc.stringMatching(/^[!-%'-+\-./0-:=@-~]{1,40}$/);
  fc.assert(
    fc.property(value, value, (own, other) => {
      const mask = createMask({
        fields: [{ name: 'X-Key', value: own }],
        pattern: `http://h/{name}?sig=${own.replace(/[{}#&]/g, '_')}`,
      });
      const head = `X-Key: ${other}\r\nLocation: http://h/?sig=${other.replace(/[#'<>"]/g, '_')}&a=1`;
      expect(mask(head)).toBe('X-Key: ***\r\nLocation: http://h/?sig=***&a=1');
    }),
  );
});

const pair = fc.oneof(
  fc.constantFrom('start={start}', 'a={start}', 'a=', '', '=', 'a', '=x', '{name}', 'a=***', '***'),
  fc.stringMatching(/^[a-c]{0,2}=?[a-z0-9*=]{0,4}$/),
);
const address = fc
  .array(pair, { maxLength: 6 })
  .map((pairs) => `http://a/{name}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`);

it('an address that is shown masked leads back to the very same one', () => {
  fc.assert(
    fc.property(address, (own) => {
      expect(unmaskAddress(maskAddress(own), own)).toBe(own);
    }),
  );
});

it.each([
  ['http://b/{name}?sig=***', 'http://a/{name}?sig=secret', 'http://b/{name}?sig=secret'],
  ['http://b/{name}?***&x=1', 'http://a/{name}?secret', 'http://b/{name}?secret&x=1'],
  ['http://b/?a={start}&a=***', 'http://a/?a={start}&a=secret', 'http://b/?a={start}&a=secret'],
  ['http://b/?a=new', 'http://a/?a=secret', 'http://b/?a=new'],
  ['http://b/?b=***', 'http://a/?a=secret', null],
  ['http://b/?a=***&a=***', 'http://a/?a=secret', null],
])('%s over %s is %s', (shown, own, whole) => {
  expect(unmaskAddress(shown, own)).toBe(whole);
});
