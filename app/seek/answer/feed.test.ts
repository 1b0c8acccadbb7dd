import { EventEmitter, once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CodedError } from '../../contract/errors.ts';
import { patchPrefix } from '../../flv/prefix.ts';
import { avcAacFlv, joined } from '../../flv/test-support/build-flv.ts';
import { type FeedListener, feed } from './feed.ts';
import type { Landing } from './landing.ts';

const file = avcAacFlv({ frames: 100, framesPerGop: 10, bodySize: 900 });
const keyframes = file.tags.filter(({ type, data }) => type === 9 && data[0] === 0x17);
/** After the sequence header, which looks like a keyframe too. */
const [, second] = keyframes.slice(1);
const keyframe = second?.offset ?? 0;

/** How the server answers the next requests, in order; then as the last. */
type Answer = (start: number, response: ServerResponse) => void | Promise<void>;
let answers: Answer[] = [];
const starts: (string | null)[] = [];

const part = (start: number) =>
  start === 0 ? file.bytes : joined([patchPrefix, file.bytes.subarray(start)]);

/** Sends the whole answer in writes of so many bytes. */
const inPieces =
  (pieceLength: number): Answer =>
  async (start, response) => {
    const body = part(start);
    response.writeHead(200, { 'content-length': body.length });
    for (let at = 0; at < body.length; at += pieceLength) {
      if (!response.write(body.subarray(at, at + pieceLength))) await once(response, 'drain');
    }
    response.end();
  };

/** Body bytes that the feeds have read, all in all. */
let readBytes = 0;
const reading = new EventEmitter();

/** Closes the connection once so many bytes have been read: a reset takes away what has not. */
const cutAfter =
  (length: number): Answer =>
  (start, response) => {
    const body = part(start);
    response.writeHead(200, { 'content-length': body.length });
    const cutAt = readBytes + length;
    reading.on('read', function cut() {
      if (readBytes < cutAt) return;
      reading.off('read', cut);
      response.destroy();
    });
    response.write(body.subarray(0, length));
  };

const server = createServer((request, response) => {
  const start = new URL(request.url ?? '', 'http://127.0.0.1').searchParams.get('start');
  starts.push(start);
  const answer = answers.length > 1 ? answers.shift() : answers[0];
  void answer?.(Number(start), response);
});
// Node ends idle connections after 5 s; on a busy machine the next request may just be on its way.
server.keepAliveTimeout = 0;
let origin = '';

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  answers = [];
  starts.length = 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Runs a feed to its end and collects what it told. */
async function collect(start: number, landsOn: 'keyframe' | 'tag' | null = 'keyframe') {
  const told = {
    status: 0,
    prefix: new Uint8Array() as Uint8Array,
    landing: null as Landing | null,
    bytes: [] as Uint8Array[],
    raw: 0,
    reconnects: [] as number[],
    failure: null as CodedError | null,
  };
  const listener: FeedListener = {
    onHead: (status) => {
      told.status = status;
    },
    onQuiet: () => undefined,
    onFirstByte: () => undefined,
    onBytes: (chunk) => {
      told.raw += chunk.length;
      readBytes += chunk.length;
      reading.emit('read');
    },
    onPrefix: (bytes) => {
      told.prefix = bytes;
    },
    onLanded: (landing) => {
      told.landing = landing;
      return landing.offset;
    },
    onTags: (bytes) => told.bytes.push(bytes),
    onProgress: () => undefined,
    onReconnect: (_cut, next) => told.reconnects.push(next),
  };
  const request = {
    start,
    landsOn,
    target: null,
    urlOf: (offset: number) => `${origin}/?start=${offset}`,
    signal: new AbortController().signal,
    pace: () => Promise.resolve(),
  };
  await feed(request, listener).catch((cause: unknown) => {
    if (!(cause instanceof CodedError)) throw cause;
    told.failure = cause;
  });
  return { ...told, bytes: joined(told.bytes) };
}

describe('feed', () => {
  it.each([1, 13, 100, 4096, 1_000_000])(
    'hands on every byte from the keyframe on, in writes of %d bytes',
    async (length) => {
      answers = [inPieces(length)];
      const told = await collect(keyframe - 5);
      expect(told.prefix).toEqual(patchPrefix);
      expect(told.landing).toMatchObject({
        offset: keyframe,
        bytesToTag: 5,
        bytesToStart: 5,
        isKeyframe: true,
        timeMs: second?.timestampMs,
      });
      expect(told.bytes).toEqual(file.bytes.slice(keyframe));
      expect(told.raw).toBe(part(keyframe - 5).length);
    },
  );

  it('leaves out the head of a whole file, and has no prefix', async () => {
    answers = [inPieces(1000)];
    const firstMedia = file.tags.find(({ data }) => data[1] === 1)?.offset ?? 0;
    const told = await collect(0);
    expect(told.prefix).toHaveLength(0);
    expect(told.landing).toMatchObject({ offset: firstMedia, bytesToStart: 0 });
    expect(told.bytes).toEqual(file.bytes.slice(firstMedia));
  });

  it('goes on where a cut body broke off, at a tag, without a seam', async () => {
    answers = [cutAfter(30_000), cutAfter(20_000), inPieces(4096)];
    const told = await collect(keyframe);
    expect(told.failure).toBeNull();
    expect(told.bytes).toEqual(file.bytes.slice(keyframe));
    expect(told.reconnects).toHaveLength(2);
    for (const next of told.reconnects) {
      expect(file.tags.map(({ offset }) => offset)).toContain(next);
    }
    expect(starts).toEqual([keyframe, ...told.reconnects].map(String));
  });

  it('gives up a body that is cut again and again', async () => {
    answers = [cutAfter(40)];
    const told = await collect(keyframe);
    expect(told.failure?.code).toBe('body_cut');
    expect(starts).toHaveLength(4);
  });

  it('does not take a keyframe for a start when there is none', async () => {
    answers = [inPieces(4096)];
    const last = keyframes.at(-1)?.offset ?? 0;
    const told = await collect(last + 1);
    expect(told.failure?.code).toBe('no_keyframe_found');
  });

  it('finds no tag in bytes that are none', async () => {
    answers = [
      (_start, response) => {
        response.end(joined([patchPrefix, new Uint8Array(5000).fill(0x55)]));
      },
    ];
    expect((await collect(keyframe)).failure?.code).toBe('no_tag_found');
  });

  it.each([
    ['prefix_invalid', 7, new Uint8Array(40)],
    ['prefix_invalid', 7, patchPrefix.subarray(0, 5)],
    ['not_flv', 0, new TextEncoder().encode('<!doctype html><title>video</title>')],
    ['not_flv', 0, new Uint8Array()],
    ['not_flv', 0, Uint8Array.of(0x46, 0x4c, 0x56, 1, 5, 0xff, 0xff, 0xff, 0xff, 0, 0)],
    ['no_tag_found', 0, patchPrefix],
  ])('names %s of start %d', async (code, start, body) => {
    answers = [(_start, response) => void response.end(body)];
    expect((await collect(start)).failure?.code).toBe(code);
  });

  it('tells the status and the error of a refusal, and lets go of its body', async () => {
    let isClosed: Promise<unknown> = Promise.resolve();
    answers = [
      (_start, response) => {
        isClosed = once(response, 'close');
        response.writeHead(502).write('storage_cut\nIt was cut.\n');
      },
      inPieces(9000),
    ];
    const refused = await collect(keyframe);
    expect(refused).toMatchObject({
      status: 502,
      failure: { code: 'storage_cut', message: 'It was cut.' },
    });
    await isClosed;
  });

  it('wants 200: a 206 is what the proxy should have hidden', async () => {
    answers = [(_start, response) => void response.writeHead(206).end(part(keyframe))];
    expect(await collect(keyframe)).toMatchObject({
      status: 206,
      failure: { code: 'answer_status' },
    });
  });
});
