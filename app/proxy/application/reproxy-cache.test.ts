import { afterEach, describe, expect, it } from 'vitest';
import { createMedia, differenceOf, PREFIX } from '../test-support/media.ts';
import { createRig, type Rig, reproxyTo } from '../test-support/rig.ts';

const media = createMedia(50_000);
let rig: Rig;

afterEach(() => rig.close());

/** Sends requests one after the other on one connection; gives back the answers. */
async function ask(cacheFor: string, requests: string[], more = '') {
  const fields = `X-REPROXY-FLV-START: 1000\r\nX-Own: 1\r\nX-REPROXY-CACHE-FOR: ${cacheFor}\r\n${more}`;
  rig = await createRig({ media, application: (urls) => reproxyTo(urls, fields) });
  const client = await rig.connect();
  const answers = [];
  for (const request of requests) {
    client.send(`${request} HTTP/1.1\r\nHost: a\r\n\r\n`);
    answers.push(await client.readAnswer());
  }
  return answers;
}

describe('X-REPROXY-CACHE-FOR', () => {
  it('spares the application the second question, and remembers the offset', async () => {
    const [first, second] = await ask('60; Content-Type', ['GET /a', 'GET /a']);
    expect(rig.application.requests).toHaveLength(1);
    expect(rig.storages[0]?.requests).toHaveLength(2);
    const whole = Buffer.concat([PREFIX, media.subarray(1000)]);
    expect(differenceOf(first?.body ?? media, whole)).toBeNull();
    expect(differenceOf(second?.body ?? media, whole)).toBeNull();
    expect(first?.header('x-own')).toBe('1');
    expect(second?.head).toBe(
      'HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nContent-Length: 49013\r\n\r\n',
    );
    expect((await rig.exchange(({ id }) => id === '2')).hops.map(({ kind }) => kind)).toEqual([
      'client',
      'storage',
    ]);
  });

  it('tells targets apart, but not the player’s mark of a seek', async () => {
    await ask('60;', [
      'GET /a?start=1&seek=s1',
      'GET /a?start=1&seek=s2',
      'GET /a?start=2&seek=s3',
      'GET /a?seek=s4&start=1',
    ]);
    expect(rig.application.requests.map(({ target }) => target)).toEqual([
      '/a?start=1',
      '/a?start=2',
    ]);
  });

  it.each(['0; Content-Type', '-1', 'x', '', '1e9; Content-Type', '99999999999999'])(
    '"%s" is not honoured',
    async (cacheFor) => {
      await ask(cacheFor, ['GET /a', 'GET /a']);
      expect(rig.application.requests).toHaveLength(2);
    },
  );

  it('holds for GET and HEAD only', async () => {
    await ask('60', ['POST /a', 'POST /a', 'GET /a']);
    expect(rig.application.requests).toHaveLength(3);
  });

  it('is forgotten when the application is changed', async () => {
    await ask('60', ['GET /a']);
    rig.reproxy.configure({ application: rig.application.url });
    const client = await rig.connect();
    client.send('GET /a HTTP/1.1\r\nHost: a\r\n\r\n');
    await client.readAnswer();
    expect(rig.application.requests).toHaveLength(2);
  });
});
