import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createRawServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openHttpSource } from './http-source.ts';

const file = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
let server: Server | undefined;

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.flv`;
}
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
});

/** Honours Range; `change` may spoil the answer. */
function ranged(
  change: (headers: Record<string, string>, count: number) => void = () => undefined,
) {
  let count = 0;
  const listener: RequestListener = (request, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const bytes = file.subarray(Number(from), Number(to) + 1);
    const headers = {
      'Content-Range': `bytes ${from}-${Number(from) + bytes.length - 1}/${file.length}`,
      'Content-Length': String(bytes.length),
      ETag: '"1"',
    };
    change(headers, ++count);
    response.writeHead(206, headers).end(bytes);
  };
  return listener;
}

test('reads any part, shorter only at the end', async () => {
  const source = await openHttpSource(await serve(ranged()));
  expect(source.sizeBytes).toBe(1000);
  expect(await source.read(0, 10)).toEqual(file.subarray(0, 10));
  expect(await source.read(990, 100)).toEqual(file.subarray(990));
  expect(await source.read(1000, 10)).toHaveLength(0);
});

test('an empty file', async () => {
  const url = await serve((_, response) =>
    response.writeHead(416, { 'Content-Range': 'bytes */0' }).end(),
  );
  expect((await openHttpSource(url)).sizeBytes).toBe(0);
});

test('a server that ignores Range', async () => {
  const url = await serve((_, response) => response.end(file));
  await expect(openHttpSource(url)).rejects.toMatchObject({ code: 'source_no_range', exitCode: 3 });
});

test('an answer that starts elsewhere', async () => {
  const url = await serve(
    ranged((headers) => {
      headers['Content-Range'] = 'bytes 5-5/1000';
    }),
  );
  await expect(openHttpSource(url)).rejects.toMatchObject({ code: 'source_no_range' });
});

test('an answer that does not say how long the file is', async () => {
  const url = await serve(
    ranged((headers) => {
      headers['Content-Range'] = 'bytes 0-0/*';
    }),
  );
  await expect(openHttpSource(url)).rejects.toMatchObject({
    code: 'source_no_range',
    message: expect.stringContaining('with Content-Range: bytes 0-0/*, expected'),
  });
});

test.each(['gzip', 'br'])('an answer that is compressed: %s', async (encoding) => {
  const url = await serve(
    ranged((headers) => {
      headers['Content-Encoding'] = encoding;
    }),
  );
  await expect(openHttpSource(url)).rejects.toMatchObject({
    code: 'source_unreachable',
    message: expect.stringContaining(`Content-Encoding: ${encoding}`),
  });
});

test.each([
  [
    'a bare LF',
    'HTTP/1.1 206 OK\r\nContent-Length: 1\nContent-Range: bytes 0-0/9\r\n\r\nx',
    'bare LF',
  ],
  ['a bare LF after the first line', 'HTTP/1.1 206 OK\nContent-Length: 1\n\nx', 'bare LF'],
  ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n', 'status line'],
])('a head that is no HTTP: %s', async (_, head, reason) => {
  let asked = 0;
  const raw = createRawServer((socket) => {
    asked++;
    socket.on('error', () => 'the client hangs up on us');
    socket.once('data', () => socket.end(head, 'latin1'));
  }).listen(0, '127.0.0.1');
  await once(raw, 'listening');
  try {
    const url = `http://127.0.0.1:${(raw.address() as AddressInfo).port}/a.flv`;
    await expect(openHttpSource(url)).rejects.toMatchObject({
      code: 'source_unreachable',
      message: expect.stringMatching(new RegExp(`no HTTP: .*${reason}`)),
    });
    expect(asked).toBe(1);
  } finally {
    raw.close();
  }
});

test.each([404, 500])('status %d', async (status) => {
  const url = await serve((_, response) => response.writeHead(status).end());
  await expect(openHttpSource(url)).rejects.toMatchObject({
    code: 'source_unreachable',
    message: expect.stringContaining(String(status)),
  });
});

test('nobody listens', async () => {
  const url = await serve(ranged());
  server?.close();
  await expect(openHttpSource(url)).rejects.toMatchObject({
    code: 'source_unreachable',
    message: expect.stringContaining('ECONNREFUSED'),
  });
});

test('a body cut short', async () => {
  const url = await serve((_, response) => {
    response.writeHead(206, { 'Content-Range': 'bytes 0-0/1000', 'Content-Length': '1' });
    response.flushHeaders();
    response.destroy();
  });
  await expect(openHttpSource(url)).rejects.toMatchObject({ code: 'source_unreachable' });
});

test.each([
  ['size', 'Content-Range', 'bytes 0-9/2000'],
  ['ETag', 'ETag', '"2"'],
])('a file whose %s changes meanwhile', async (_, name, value) => {
  const url = await serve(
    ranged((headers, count) => {
      if (count > 1) headers[name] = value;
    }),
  );
  const source = await openHttpSource(url);
  await expect(source.read(0, 10)).rejects.toMatchObject({ code: 'source_changed' });
});

test('a server that sends less than it was asked for is asked again', async () => {
  const source = await openHttpSource(
    await serve((request, response) => {
      const [, from] = /^bytes=(\d+)-/.exec(request.headers.range ?? '') ?? [];
      const bytes = file.subarray(Number(from), Number(from) + 7);
      const range = `bytes ${from}-${Number(from) + bytes.length - 1}/${file.length}`;
      response.writeHead(206, { 'Content-Range': range }).end(bytes);
    }),
  );
  expect(await source.read(100, 50)).toEqual(file.subarray(100, 150));
});

/** Breaks the connection in each of the answers listed, by number, after so many bytes. */
function breaking(breaks: ReadonlyMap<number, number>, ranges: string[]): RequestListener {
  return (request, response) => {
    const { range = '' } = request.headers;
    ranges.push(range);
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
    const bytes = file.subarray(Number(from), Number(to) + 1);
    const kept = breaks.get(ranges.length);
    response.writeHead(206, {
      'Content-Range': `bytes ${from}-${Number(from) + bytes.length - 1}/${file.length}`,
      'Content-Length': String(bytes.length),
      ETag: '"1"',
    });
    if (kept === undefined) response.end(bytes);
    else if (kept === 0) response.destroy();
    else response.write(bytes.subarray(0, kept), () => setTimeout(() => response.destroy(), 20));
  };
}

test('a connection that breaks is gone on from the same byte', async () => {
  const ranges: string[] = [];
  const breaks = new Map([
    [2, 30],
    [3, 0],
    [4, 0],
    [5, 1],
  ]);
  const source = await openHttpSource(await serve(breaking(breaks, ranges)));
  expect(await source.read(100, 200)).toEqual(file.subarray(100, 300));
  const expected = ['0-0', '100-299', '130-299', '130-299', '130-299', '131-299'];
  expect(ranges).toEqual(expected.map((range) => `bytes=${range}`));
});

test('a server that breaks every connection is given up', async () => {
  const ranges: string[] = [];
  const breaks = new Map(Array.from({ length: 20 }, (_, i) => [i + 2, 0]));
  const url = await serve(breaking(breaks, ranges));
  const patient = await openHttpSource(url);
  await expect(patient.read(0, 10)).rejects.toMatchObject({ code: 'source_unreachable' });
  // That the kept connection of the first answer breaks is no failure yet.
  expect(ranges).toHaveLength(1 + 1 + 1 + 4);
});

test('of an answer that never ends, only what was asked for is read', async () => {
  const source = await openHttpSource(
    await serve((_, response) => {
      response.writeHead(206, { 'Content-Range': 'bytes 0-999/1000' });
      const send = () => {
        while (!response.destroyed && response.write(file));
      };
      response.on('drain', send);
      send();
    }),
  );
  expect(await source.read(0, 10)).toEqual(file.subarray(0, 10));
});

test('a silent server is given up', async () => {
  const url = await serve(() => undefined);
  await expect(openHttpSource(url, { openTimeoutMs: 50 })).rejects.toMatchObject({
    code: 'source_unreachable',
    message: expect.stringContaining('nothing came for 0.05 s'),
  });
});

test('reading ends when its signal says so, in the middle of an answer', async () => {
  const url = await serve((request, response) => {
    const isFirst = request.headers.range === 'bytes=0-0';
    response.writeHead(206, {
      'Content-Range': isFirst ? 'bytes 0-0/1000' : 'bytes 0-999/1000',
      'Content-Length': isFirst ? 1 : 1000,
    });
    if (isFirst) response.end(file.subarray(0, 1));
    else response.write(file.subarray(0, 10));
  });
  const ending = new AbortController();
  const source = await openHttpSource(url, { signal: ending.signal });
  const reading = source.read(0, 1000);
  setTimeout(() => ending.abort(), 50);
  await expect(reading).rejects.toMatchObject({ code: 'source_unreachable' });
  await expect(source.read(0, 1000)).rejects.toMatchObject({ code: 'source_unreachable' });
});

test('a read that gives way goes on at the same byte afterwards', async () => {
  const asked: string[] = [];
  const url = await serve(async (request, response) => {
    const range = request.headers.range ?? '';
    asked.push(range);
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
    const bytes = file.subarray(Number(from), Number(to) + 1);
    response.writeHead(206, { 'Content-Range': `bytes ${from}-${to}/1000` });
    response.write(bytes.subarray(0, 100));
    await new Promise((resolve) => setTimeout(resolve, 100));
    response.end(bytes.subarray(100));
  });
  let isTaken = false;
  const waits: boolean[] = [];
  const source = await openHttpSource(url, {
    rightOfWay: {
      get isTaken() {
        return isTaken;
      },
      async whenFree() {
        waits.push(isTaken);
        isTaken = false;
      },
      onOwnBytes: () => {
        isTaken = asked.length === 2;
      },
      onExchange: () => undefined,
    },
  });
  expect(await source.read(0, 1000)).toEqual(file);
  expect(asked).toEqual(['bytes=0-0', 'bytes=0-999', 'bytes=100-999']);
  expect(waits).toEqual([false, true]);
});
