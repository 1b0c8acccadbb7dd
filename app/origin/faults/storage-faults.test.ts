import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type FaultsFor, isMeantFor } from '../../faults/fault-rule.ts';
import { readFaults } from '../../faults/parse-faults.ts';
import { createStorage } from '../storage.ts';
import { ask, parseResponse, type RawResponse } from '../test-support/raw-request.ts';
import { makeTempDir } from '../test-support/temp-dir.ts';

const BYTES = Buffer.from(Array.from({ length: 2000 }, (_, i) => (i * 7 + (i >> 8)) & 0xff));
const FROM = 500;
const RANGE = `Range: bytes=${FROM}-`;
const HONEST = BYTES.subarray(FROM);

let root: string;
beforeEach(async () => {
  root = await makeTempDir();
  await writeFile(join(root, 'a.flv'), BYTES);
});

/** A storage that shows these faults to each request that they are meant for. */
async function faulty(text: string): Promise<{ port: number }> {
  const rules = readFaults(text);
  const faultsFor: FaultsFor = (request) => rules.filter((rule) => isMeantFor(rule, request));
  const resolve = (name: string) => ({ path: join(root, name), root });
  const storage = await createStorage({ resolve, faultsFor });
  onTestFinished(() => storage.close());
  return storage;
}

async function answerOf(text: string, range: readonly string[] = [RANGE]): Promise<RawResponse> {
  const { port } = await faulty(text);
  return ask(port, 'GET', '/a.flv', range);
}

/** How one connection went that is kept open: what came until so many bytes were there, and its end. */
async function keptOpen(text: string) {
  const { port } = await faulty(text);
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  const chunks: Buffer[] = [];
  let error: string | null = null;
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', (cause: NodeJS.ErrnoException) => {
    error = cause.code ?? 'unknown';
  });
  socket.write(`GET /a.flv HTTP/1.1\r\nHost: 127.0.0.1\r\n${RANGE}\r\n\r\n`);
  const response = () => parseResponse(Buffer.concat(chunks));
  return {
    socket,
    response,
    error: () => error,
    hasBody: (bytes: number) =>
      expect
        .poll(() => Buffer.concat(chunks).includes('\r\n\r\n') && response().body.length)
        .toBe(bytes),
  };
}

it('without a fault is honest', async () => {
  const answer = await answerOf('storage:404,video=other.flv');
  expect([answer.status, answer.header('Content-Range')]).toEqual([206, 'bytes 500-1999/2000']);
  expect(answer.body).toEqual(HONEST);
});

describe('heads', () => {
  it('ignores-range: the whole file with 200, and nothing else to a request without Range', async () => {
    const answer = await answerOf('storage:ignores-range');
    expect([answer.status, answer.header('Content-Range')]).toEqual([200, null]);
    expect(answer.header('Content-Length')).toBe('2000');
    expect(answer.body).toEqual(BYTES);
    expect((await answerOf('storage:ignores-range', [])).body).toEqual(BYTES);
  });

  it('wrong-content-range: one byte later than what is sent', async () => {
    const answer = await answerOf('storage:wrong-content-range');
    expect([answer.status, answer.header('Content-Range')]).toEqual([206, 'bytes 501-1999/2000']);
    expect(answer.body).toEqual(HONEST);
  });

  it('other-version: another ETag each time, and no date', async () => {
    const { port } = await faulty('storage:other-version');
    const answers = [await ask(port, 'GET', '/a.flv'), await ask(port, 'GET', '/a.flv')];
    const tags = answers.map((answer) => answer.header('ETag'));
    expect(tags.every((tag) => /^"[0-9a-f]{16}"$/.test(tag ?? ''))).toBe(true);
    expect(new Set(tags).size).toBe(2);
    expect(answers.map((answer) => answer.header('Last-Modified'))).toEqual([null, null]);
    expect(answers[0]?.body).toEqual(BYTES);
  });

  it('wrong-length: fewer bytes promised than sent', async () => {
    const answer = await answerOf('storage:wrong-length=100');
    expect(answer.header('Content-Length')).toBe('1400');
    expect(answer.header('Content-Range')).toBe('bytes 500-1999/2000');
    expect(answer.body).toEqual(HONEST);
  });

  it('no-length: no length and no chunks, the body ends with the connection', async () => {
    const kept = await keptOpen('storage:no-length');
    await once(kept.socket, 'end');
    const { header, body } = kept.response();
    expect([header('Content-Length'), header('Transfer-Encoding')]).toEqual([null, null]);
    expect(header('Connection')).toBe('close');
    expect(body).toEqual(HONEST);
  });

  it('gzip: compressed, chunked', async () => {
    const { header, body } = await answerOf('storage:gzip');
    expect([header('Content-Encoding'), header('Content-Length')]).toEqual(['gzip', null]);
    expect(header('Transfer-Encoding')).toBe('chunked');
    const chunks: Buffer[] = [];
    for (let at = 0; ; ) {
      const end = body.indexOf('\r\n', at);
      const size = Number.parseInt(body.toString('latin1', at, end), 16);
      if (size === 0) break;
      chunks.push(body.subarray(end + 2, end + 2 + size));
      at = end + 2 + size + 2;
    }
    expect(gunzipSync(Buffer.concat(chunks))).toEqual(HONEST);
  });

  it.each([404, 500, 302])('%i: instead of the file', async (status) => {
    const answer = await answerOf(`storage:${status}`);
    expect(answer.status).toBe(status);
    expect(answer.header('Location')).toBe(status === 302 ? '/a.flv?elsewhere' : null);
    expect(answer.header('Content-Range')).toBeNull();
    expect(answer.body.toString()).toMatch(/a fault that was asked for/);
  });

  it('HEAD gets the wrong head, and no body', async () => {
    const { port } = await faulty(
      'storage:wrong-length=100;storage:flipped-byte@+0;storage:long-body',
    );
    const answer = await ask(port, 'HEAD', '/a.flv');
    expect([answer.header('Content-Length'), answer.body.length]).toEqual(['1900', 0]);
  });
});

describe('bodies', () => {
  it('short-body: the connection ends before the body does', async () => {
    const kept = await keptOpen('storage:short-body=100');
    await once(kept.socket, 'end');
    const { header, body } = kept.response();
    expect([header('Content-Length'), header('Connection')]).toEqual(['1500', 'keep-alive']);
    expect(body).toEqual(HONEST.subarray(0, 1400));
    expect(kept.error()).toBeNull();
  });

  it('long-body: more than was promised, and the connection is kept', async () => {
    const kept = await keptOpen('storage:long-body=10');
    await kept.hasBody(1510);
    expect(kept.response().header('Content-Length')).toBe('1500');
    expect(kept.response().body.subarray(0, 1500)).toEqual(HONEST);
    expect(kept.socket.readyState).toBe('open');
  });

  it.each([
    ['storage:stall@700', 200],
    ['storage:stall@+200', 200],
    ['storage:stall', 1000],
    ['storage:stall@+0', 0],
  ])('%s: nothing more after %i bytes, and the connection is kept', async (text, bytes) => {
    const kept = await keptOpen(text);
    await kept.hasBody(bytes);
    expect(kept.response().header('Content-Length')).toBe('1500');
    // Whoever asks on another connection is answered meanwhile.
    const { port } = kept.socket.address() as { port: number };
    expect(port).toBeGreaterThan(0);
    const other = connect(kept.socket.remotePort ?? 0, '127.0.0.1');
    onTestFinished(() => void other.destroy());
    other.write('HEAD /a.flv HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await once(other, 'data');
    expect(kept.response().body.length).toBe(bytes);
    expect(kept.socket.readyState).toBe('open');
  });

  it.each([
    ['storage:reset@600', 100],
    ['storage:reset@+0', 0],
  ])('%s: the connection is reset after %i bytes', async (text, bytes) => {
    const kept = await keptOpen(text);
    // Where data and reset are met with at once, Node tells of an end: but nothing can be written any more.
    kept.socket.once('end', () => kept.socket.write('x'));
    await expect.poll(kept.error).toMatch(/^(ECONNRESET|EPIPE)$/);
    expect(kept.response().body).toEqual(HONEST.subarray(0, bytes));
  });

  it('flipped-byte: that one is another, by the file’s count and by the body’s', async () => {
    for (const text of ['storage:flipped-byte@512', 'storage:flipped-byte@+12']) {
      const { body } = await answerOf(text);
      const wrong = Buffer.from(HONEST);
      wrong[12] = (wrong[12] ?? 0) ^ 0xff;
      expect(body).toEqual(wrong);
    }
  });

  it('slow: no faster than so many kilobytes a second', async () => {
    const { port } = await faulty('storage:slow=5');
    const sinceMs = performance.now();
    const { body } = await ask(port, 'GET', '/a.flv', [RANGE]);
    // The last tenth of a second's worth goes out when all before it was due.
    expect(performance.now() - sinceMs).toBeGreaterThanOrEqual(190);
    expect(body).toEqual(HONEST);
  });

  it('latency: the head comes no sooner', async () => {
    const { port } = await faulty('storage:latency=200');
    const sinceMs = performance.now();
    const { body } = await ask(port, 'GET', '/a.flv', [RANGE]);
    expect(performance.now() - sinceMs).toBeGreaterThanOrEqual(199);
    expect(body).toEqual(HONEST);
  });

  it('several at once are all shown', async () => {
    const { header, body } = await answerOf(
      'storage:other-version;storage:flipped-byte@+0;storage:latency=1',
    );
    expect(header('ETag')).toMatch(/^"[0-9a-f]{16}"$/);
    expect(body[0]).toBe((HONEST[0] ?? 0) ^ 0xff);
  });
});
