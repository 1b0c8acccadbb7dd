import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { indexReport } from './index-report.ts';
import { openInput } from './open-input.ts';
import { readIndex } from './read-index.ts';

const samples = join(import.meta.dirname, '../../../assets/samples');

async function reportOn(input: string) {
  const opened = await openInput(input);
  try {
    return indexReport(input, await readIndex(opened.source), true);
  } finally {
    await opened.close();
  }
}

test('the sample: 30 keyframes, 2 s apart, declared by ffmpeg, audit passed', async () => {
  const report = await reportOn(join(samples, 'sample.flv'));
  expect(report.keyframes.map(({ timeMs }) => timeMs)).toEqual(
    Array.from({ length: 30 }, (_, i) => i * 2000),
  );
  expect(report.declared?.writer).toBe('ffmpeg');
  expect(report.audit).toMatchObject({ isPassed: true });
});

test.each(['sample.flv', 'sorenson.flv', 'audio-only.flv'])(
  '%s has nothing wrong',
  async (name) => {
    expect((await reportOn(join(samples, name))).audit).toMatchObject({ isPassed: true });
  },
);

test('every keyframe of the report is a keyframe tag of that size in the file', async () => {
  const path = join(samples, 'sample.flv');
  const bytes = await readFile(path);
  for (const { offset, sizeBytes } of (await reportOn(path)).keyframes) {
    expect(bytes[offset]).toBe(9);
    expect((bytes[offset + 11] ?? 0) >> 4).toBe(1);
    expect(bytes.readUInt32BE(offset + sizeBytes)).toBe(sizeBytes);
  }
});

test('a file without an index fails the audit', async () => {
  const report = await reportOn(join(samples, 'no-index.flv'));
  expect(report.declared).toBeNull();
  expect(report.audit?.isPassed).toBe(false);
  expect(report.audit?.findings.map(({ code }) => code)).toContain('index_missing');
});

test('a URL gives the same report as the file', async () => {
  const path = join(samples, 'sample.flv');
  const bytes = await readFile(path);
  const server = createServer((request, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const part = bytes.subarray(Number(from), Number(to) + 1);
    response.writeHead(206, {
      'Content-Range': `bytes ${from}-${Number(from) + part.length - 1}/${bytes.length}`,
    });
    response.end(part);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sample.flv`;
    expect(await reportOn(url)).toEqual({ ...(await reportOn(path)), input: url });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test.each([
  ['a missing file', 'none.flv', 'file_unreadable'],
  ['a folder', '.', 'file_unreadable'],
  ['a text', '../../package.json', 'video_not_flv'],
])('%s is a coded error', async (_, path, code) => {
  await expect(reportOn(join(samples, path))).rejects.toMatchObject({ code });
});

test('the size is the file’s own', async () => {
  const path = join(samples, 'cut-short.flv');
  expect((await reportOn(path)).sizeBytes).toBe((await stat(path)).size);
});
