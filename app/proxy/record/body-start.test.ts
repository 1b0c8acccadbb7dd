import { afterEach, expect, it } from 'vitest';
import { nginxPrefix, patchPrefix } from '../../flv/prefix.ts';
import { createRig, type Rig, reproxyTo } from '../test-support/rig.ts';

const own = Buffer.from(nginxPrefix);
const media = Buffer.concat([own, Buffer.alloc(5000, 7)]);
let rig: Rig;

afterEach(() => rig.close());

/** Sends what an application answers itself, byte by byte or at once. */
async function answered(body: Buffer, target: string, piece = body.length) {
  rig = await createRig({
    media,
    application:
      () =>
      ({ socket }) => {
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`);
        for (let at = 0; at < body.length; at += piece) socket.write(body.subarray(at, at + piece));
      },
  });
  return exchangeOf(target);
}

async function exchangeOf(target: string, method = 'GET') {
  const client = await rig.connect();
  client.send(`${method} ${target} HTTP/1.1\r\nHost: a\r\n\r\n`);
  await client.readAnswer(method !== 'HEAD');
  return rig.exchange();
}

it.each([5013, 1, 5])(
  '13 bytes that the application put there are told, in pieces of %i',
  async (piece) => {
    const part = Buffer.concat([Buffer.from(patchPrefix), media.subarray(1000)]);
    expect(await answered(part, '/v/a.flv?start=1000', piece)).toMatchObject({
      prefixHex: '464c5601010000000900000009',
      bodyStartHex: '464c5601010000000900000009',
      bodyStartBy: 'application',
    });
  },
);

it.each(['/v/a.flv', '/v/a.flv?start=0', '/v/a.flv?start=', '/v/a.flv?start=x'])(
  'the first bytes of a whole file are its own: %s',
  async (target) => {
    expect(await answered(media, target)).toMatchObject({
      prefixHex: null,
      bodyStartHex: own.toString('hex'),
      bodyStartBy: 'file',
    });
  },
);

it('those of a file from storage too', async () => {
  rig = await createRig({ media });
  expect(await exchangeOf('/v/a.flv?start=5')).toMatchObject({
    prefixHex: null,
    bodyStartHex: own.toString('hex'),
    bodyStartBy: 'file',
  });
});

it('those that the reproxy put there are its own', async () => {
  rig = await createRig({
    media,
    application: (urls) => reproxyTo(urls, 'X-REPROXY-FLV-START: 1000\r\n'),
  });
  expect(await exchangeOf('/v/a.flv?start=1000')).toMatchObject({
    prefixHex: '464c5601010000000900000009',
    bodyStartHex: '464c5601010000000900000009',
    bodyStartBy: 'reproxy',
  });
});

it.each([
  ['no FLV', Buffer.from('<html>not a video</html>'), '3c68746d6c3e6e6f7420612076'],
  ['less than 13 bytes', Buffer.from('FLV\x01\x05'), '464c560105'],
  ['a tag at once', media.subarray(1000), '07070707070707070707070707'],
  ['nothing', Buffer.alloc(0), null],
])('%s has first bytes, but nobody put them there', async (_, body, bodyStartHex) => {
  expect(await answered(body, '/v/a.flv?start=1000')).toMatchObject({
    prefixHex: null,
    bodyStartHex,
    bodyStartBy: null,
  });
});
