import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { MAX_PREFIX_HEX_BYTES } from '../../contract/exchange.ts';
import type { PersonalityName } from '../../contract/personality.ts';
import { bytesSource } from '../../flv/byte-source.ts';
import { scanFlv } from '../../flv/scan.ts';
import { createMedia, differenceOf, honestStorage, PREFIX } from '../test-support/media.ts';
import { createRig, type Rig, reproxyTo } from '../test-support/rig.ts';

const hasFfprobe = spawnSync('ffprobe', ['-version']).status === 0;

const read = (name: string) =>
  readFileSync(new URL(`../../../assets/samples/${name}`, import.meta.url));
const sample = read('sample.flv');
const size = sample.length;
const NGINX = Buffer.from('464c5601050000000900000000', 'hex');
let rig: Rig;

afterEach(() => rig.close());

interface Options {
  media?: Buffer;
  request?: string;
  fields?: string;
}

/** What a personality answers to a target, in front of an application that sends X-REPROXY-*. */
async function ask(personality: PersonalityName, target: string, options: Options = {}) {
  const { media = sample, request = `GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n` } = options;
  const start = new URLSearchParams(target.split('?')[1]).get('start');
  const fields = options.fields ?? (start === null ? '' : `X-REPROXY-FLV-START: ${start}\r\n`);
  rig = await createRig({ media, fields, reproxy: { personality } });
  const client = await rig.connect();
  client.send(request);
  return client.readAnswer(!request.startsWith('HEAD'));
}

describe('nginx', () => {
  it('puts its own prefix in front', async () => {
    const answer = await ask('nginx', '/v/a.flv?start=1000');
    expect(answer.status).toBe(200);
    expect(answer.header('content-type')).toBe('video/x-flv');
    expect(differenceOf(answer.body, Buffer.concat([NGINX, sample.subarray(1000)]))).toBeNull();
    expect(rig.application.requests[0]?.target).toBe('/v/a.flv');
  });

  it.each(['', 'abc', '-5', '%20100', '1e3', '100-199', `${size}`, `${size + 1}`, '9'.repeat(30)])(
    'start=%s gives the whole file',
    async (start) => {
      const answer = await ask('nginx', `/v/a.flv?start=${start}`);
      expect(answer.status).toBe(200);
      expect(differenceOf(answer.body, sample)).toBeNull();
    },
  );

  it('takes the parameter in any case, the first of two, and no end', async () => {
    const answer = await ask('nginx', '/v/a.flv?START=00100&start=5&end=299');
    expect(differenceOf(answer.body, Buffer.concat([NGINX, sample.subarray(100)]))).toBeNull();
  });

  it.each([
    ['inside the file', 'bytes=20-29', (whole: Buffer) => whole.subarray(20, 30)],
    ['inside the prefix', 'bytes=2-5', (whole: Buffer) => whole.subarray(2, 6)],
    ['across the seam', 'bytes=10-19', (whole: Buffer) => whole.subarray(10, 20)],
    ['from the end', 'bytes=-7', (whole: Buffer) => whole.subarray(-7)],
    ['open', 'bytes=5-', (whole: Buffer) => whole.subarray(5)],
  ])('applies a Range %s to prefix and part together', async (_where, range, cut) => {
    const whole = Buffer.concat([NGINX, sample.subarray(1000)]);
    const answer = await ask('nginx', '/', {
      request: `GET /v/a.flv?start=1000 HTTP/1.1\r\nHost: a\r\nRange: ${range}\r\n\r\n`,
    });
    expect(answer.status).toBe(206);
    expect(answer.header('content-range')).toMatch(new RegExp(`/${whole.length}$`));
    expect(differenceOf(answer.body, cut(whole))).toBeNull();
  });

  it('answers 416 to a Range beyond prefix and part', async () => {
    const answer = await ask('nginx', '/', {
      request: `GET /v/a.flv?start=1000 HTTP/1.1\r\nHost: a\r\nRange: bytes=${size}-\r\n\r\n`,
    });
    expect(answer.status).toBe(416);
    expect(answer.header('content-range')).toBe(`bytes */${size - 1000 + 13}`);
  });

  it('answers HEAD with the same length and no body', async () => {
    const answer = await ask('nginx', '/', {
      request: 'HEAD /v/a.flv?start=1000 HTTP/1.1\r\nHost: a\r\n\r\n',
    });
    expect(answer.header('content-length')).toBe(String(size - 1000 + 13));
  });

  it('takes an application that is plain storage for the files themselves', async () => {
    rig = await createRig({
      media: sample,
      application: () => honestStorage(sample),
      reproxy: { personality: 'nginx' },
    });
    const client = await rig.connect();
    client.send('GET /a.flv?start=1000 HTTP/1.1\r\nHost: a\r\n\r\n');
    const { body } = await client.readAnswer();
    expect(differenceOf(body, Buffer.concat([NGINX, sample.subarray(1000)]))).toBeNull();
  });
});

describe('lighttpd', () => {
  it.each([
    ['start', 'start=1000', Buffer.concat([PREFIX, sample.subarray(1000)])],
    ['start and end', 'start=100&end=299', Buffer.concat([PREFIX, sample.subarray(100, 300)])],
    ['end alone', 'end=299', Buffer.concat([PREFIX, sample.subarray(0, 300)])],
    ['an end before the start', 'start=300&end=299', Buffer.concat([PREFIX, sample.subarray(300)])],
    ['start=0', 'start=0', sample],
    ['an invalid start', 'start=abc', sample],
    ['an upper-case name', 'START=5', sample],
    ['a start at the end', `start=${size}`, Buffer.alloc(0)],
  ])('%s', async (_what, query, expected) => {
    const answer = await ask('lighttpd', `/v/a.flv?${query}`);
    expect(answer.status).toBe(200);
    expect(differenceOf(answer.body, expected)).toBeNull();
  });
});

describe('perlbal-plugin', () => {
  it('asks a plain storage behind with a Range and hides that', async () => {
    rig = await createRig({
      media: sample,
      application: () => honestStorage(sample, 'Content-Type: application/octet-stream\r\n'),
      reproxy: { personality: 'perlbal-plugin' },
    });
    const client = await rig.connect();
    client.send('GET /a.flv?start=1000 HTTP/1.1\r\nHost: a\r\nRange: bytes=5-\r\n\r\n');
    const answer = await client.readAnswer();
    expect(answer.head).toBe(
      `HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nContent-Length: ${size - 1000 + 13}\r\n\r\n`,
    );
    expect(differenceOf(answer.body, Buffer.concat([PREFIX, sample.subarray(1000)]))).toBeNull();
    expect(rig.application.requests.map(({ header }) => header('range'))).toEqual(['bytes=1000-']);
  });

  it('follows X-REPROXY-URL with the offset of the query', async () => {
    const answer = await ask('perlbal-plugin', '/v/a.flv?start=1000', { fields: '' });
    expect(differenceOf(answer.body, Buffer.concat([PREFIX, sample.subarray(1000)]))).toBeNull();
  });

  it('lets other paths alone', async () => {
    const answer = await ask('perlbal-plugin', '/v/a.mp4?start=1000', { fields: '' });
    expect(differenceOf(answer.body, sample)).toBeNull();
  });

  it('answers 416 beyond the end and 400 to what is no offset', async () => {
    expect((await ask('perlbal-plugin', `/a.flv?start=${size}`, { fields: '' })).status).toBe(416);
    await rig.close();
    expect((await ask('perlbal-plugin', '/a.flv?start=abc', { fields: '' })).status).toBe(400);
  });
});

describe('spec', () => {
  it.each([
    ['sample.flv', '05'],
    ['audio-only.flv', '04'],
    ['video flag alone', '01'],
  ])('%s: flags %s as in the file, PreviousTagSize0 zero', async (name, flags) => {
    const media = name.endsWith('.flv') ? read(name) : Buffer.from(sample).fill(1, 4, 5);
    const answer = await ask('spec', '/v/a.flv?start=1000', { media });
    const prefix = Buffer.from(`464c5601${media.toString('hex', 4, 5)}0000000900000000`, 'hex');
    expect(media.toString('hex', 4, 5)).toBe(flags);
    expect(differenceOf(answer.body, Buffer.concat([prefix, media.subarray(1000)]))).toBeNull();
    const { hops, prefixHex } = await rig.exchange();
    expect(prefixHex).toBe(prefix.toString('hex'));
    expect(hops.map(({ kind }) => kind)).toEqual(['client', 'application', 'storage', 'storage']);
  });

  it('gives both flags to a file that is no FLV', async () => {
    const media = createMedia(5000);
    const answer = await ask('spec', '/v/a.flv?start=1000', { media });
    expect(differenceOf(answer.body, Buffer.concat([NGINX, media.subarray(1000)]))).toBeNull();
  });
});

describe('cdn', () => {
  /** Sequence of offsets that answers begin at, by the scan of the file. */
  async function keyframesOf(media: Buffer): Promise<number[]> {
    return [...(await scanFlv(bytesSource(media))).keyframes.offsets];
  }

  /** How long the rest of the file is that an answer ends with. */
  function startOf(body: Buffer, media: Buffer, prefixBytes: number): number {
    return media.length - (body.length - prefixBytes);
  }

  it.each(['sample.flv', 'no-index.flv', 'cut-short.flv'])(
    '%s: begins at the keyframe at or before the offset, behind the file’s own head',
    async (name) => {
      const media = read(name);
      const scan = await scanFlv(bytesSource(media));
      const keyframes = await keyframesOf(media);
      const last = keyframes.at(-1) ?? 0;
      for (const asked of [1, 1000, keyframes[1] ?? 0, (keyframes[1] ?? 0) - 1, last + 5, last]) {
        const answer = await ask('cdn', `/v/a.flv?start=${asked}`, { media });
        const { prefixHex, prefixBytes } = await rig.exchange();
        const start = startOf(answer.body, media, prefixBytes);
        const wanted = keyframes.filter((offset) => offset <= asked).at(-1);
        expect(start).toBe(wanted ?? scan.firstMediaOffset);
        expect(answer.header('content-length')).toBe(String(answer.body.length));
        const prefix = answer.body.subarray(0, answer.body.length - (media.length - start));
        expect(prefixHex).toBe(prefix.toString('hex', 0, MAX_PREFIX_HEX_BYTES));
        expect(differenceOf(answer.body.subarray(prefix.length), media.subarray(start))).toBeNull();
        const { video, audio } = scan.sequenceHeaders;
        for (const tag of [scan.metadataTag, video, audio]) {
          expect(prefix.includes(Buffer.from(tag?.bytes ?? 'none'))).toBe(true);
        }
        await rig.close();
      }
    },
  );

  it('audio-only.flv begins at a tag', async () => {
    const media = read('audio-only.flv');
    const answer = await ask('cdn', '/v/a.flv?start=20000', { media });
    const start = startOf(answer.body, media, (await rig.exchange()).prefixBytes);
    expect(start).toBeLessThanOrEqual(20_000);
    expect(start).toBeGreaterThan(19_000);
    expect(media[start]).toBe(8);
  });

  it('plays from its first byte in ffprobe, which the patch’s answer does not', async ({
    skip,
  }) => {
    skip(!hasFfprobe, 'ffprobe is not installed');
    const target = `/v/a.flv?start=${((await keyframesOf(sample))[10] ?? 0) + 7}`;
    const frames = async (url: string) => {
      const args = ['-v', 'error', '-count_frames', '-select_streams', 'v', '-of', 'csv=p=0'];
      const entries = ['-show_entries', 'stream=codec_name,width,height,nb_read_frames'];
      const { stdout, stderr } = await promisify(execFile)('ffprobe', [...args, ...entries, url]);
      return { line: stdout.trim(), errors: stderr.trim() };
    };
    rig = await createRig({
      media: sample,
      fields: `X-REPROXY-FLV-START: ${target.split('=')[1]}\r\n`,
      reproxy: { personality: 'cdn' },
    });
    const { line, errors } = await frames(`${rig.reproxy.url}${target}`);
    expect(errors).toBe('');
    expect(line).toMatch(/^h264,[1-9]\d*,[1-9]\d*,[1-9]\d+$/);
    rig.reproxy.configure({ application: rig.application.url });
    const patched = await frames(`${rig.reproxy.url}${target}`).catch(() => null);
    expect(patched?.line ?? '').not.toBe(line);
  });

  it('answers 416 beyond the end, and sends a file that is no FLV from the offset', async () => {
    expect((await ask('cdn', `/v/a.flv?start=${size}`)).status).toBe(416);
    await rig.close();
    const media = createMedia(5000);
    const answer = await ask('cdn', '/v/a.flv?start=1000', { media });
    expect(differenceOf(answer.body, Buffer.concat([NGINX, media.subarray(1000)]))).toBeNull();
  });
});

describe('every personality', () => {
  it.each(['perlbal-patch', 'perlbal-plugin', 'lighttpd', 'nginx', 'spec', 'cdn'] as const)(
    '%s: without a start, the whole file; and errors of storage reach the client',
    async (personality) => {
      const answer = await ask(personality, '/v/a.flv');
      expect(answer.status).toBe(200);
      expect(differenceOf(answer.body, sample)).toBeNull();
      rig.application.script = reproxyTo(
        ['http://127.0.0.1:1/a.flv'],
        'X-REPROXY-FLV-START: 5\r\n',
      );
      const client = await rig.connect();
      client.send('GET /v/a.flv?start=5 HTTP/1.1\r\nHost: a\r\n\r\n');
      const error = await client.readAnswer();
      expect(error.status).toBe(503);
      expect(error.body.toString()).toMatch(/^storage_not_allowed\n/);
    },
  );
});
