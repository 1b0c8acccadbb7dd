import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ByteSource, bytesSource } from '../../flv/byte-source.ts';
import { avcAacFlv, flvOf } from '../../flv/test-support/build-flv.ts';
import { indexReport } from './index-report.ts';
import { openInput } from './open-input.ts';
import { readIndex } from './read-index.ts';
import { writeIndexCopy } from './write-index-copy.ts';

const samples = join(import.meta.dirname, '../../../assets/samples');
let folder: string;
let out: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seeklab-copy-'));
  out = join(folder, 'out.flv');
});
afterEach(() => rm(folder, { recursive: true }));

async function scanOf(name: string) {
  const bytes = await readFile(join(samples, name));
  const source = bytesSource(bytes);
  return { bytes, source, scan: (await readIndex(source)).scan };
}

test.each(['sample.flv', 'no-index.flv', 'cut-short.flv', 'sorenson.flv'])(
  'the copy of %s passes the audit, has the same keyframes, and the input is untouched',
  async (name) => {
    const { bytes, source, scan } = await scanOf(name);
    await writeIndexCopy(scan, source, out);
    const opened = await openInput(out);
    const copy = indexReport(out, await readIndex(opened.source), true);
    await opened.close();
    const original = indexReport(name, await readIndex(source), true);
    expect(copy.audit?.findings.filter(({ severity }) => severity === 'fail')).toEqual([]);
    const timesAndSizes = (report: typeof copy) =>
      report.keyframes.map(({ timeMs, sizeBytes }) => [timeMs, sizeBytes]);
    expect(timesAndSizes(copy)).toEqual(timesAndSizes(original));
    expect((await readFile(join(samples, name))).equals(bytes)).toBe(true);
    expect(await readdir(folder)).toEqual(['out.flv']);
  },
);

test('a copy is audited, and what no index makes right is told', async () => {
  const { tags } = avcAacFlv({ frames: 100, framesPerGop: 25 });
  const source = bytesSource(flvOf([...tags, ...tags.slice(2)]).bytes);
  const copy = await writeIndexCopy((await readIndex(source)).scan, source, out);
  expect(copy).toMatchObject({ path: out, isRight: false, leftOutMetadata: [] });
  expect(copy.findings.map(({ code }) => code)).toContain('index_times_unsorted');
  expect(await readdir(folder)).toEqual(['out.flv']);
});

test('a copy of what an index makes right is right', async () => {
  const { source, scan } = await scanOf('no-index.flv');
  expect(await writeIndexCopy(scan, source, out)).toEqual({
    path: out,
    isRight: true,
    findings: [],
    leftOutMetadata: [],
  });
});

test('wrong PreviousTagSizes are mended on the way, and the input stays as it is', async () => {
  const { tags } = avcAacFlv({ frames: 100, framesPerGop: 25, bodySize: 9000 });
  const { bytes } = flvOf(tags.map((tag) => ({ ...tag, previousTagSize: 0 })));
  const before = bytes.slice();
  const source = bytesSource(bytes);
  const copy = await writeIndexCopy((await readIndex(source)).scan, source, out);
  expect(copy.isRight).toBe(true);
  const mended = await readFile(out);
  expect(
    mended.subarray(-flvOf(tags).bytes.length + 13).equals(flvOf(tags).bytes.subarray(13)),
  ).toBe(true);
  expect(Buffer.compare(bytes, before)).toBe(0);
});

test('an existing file is never overwritten', async () => {
  const { source, scan } = await scanOf('sample.flv');
  await writeFile(out, 'precious');
  await expect(writeIndexCopy(scan, source, out)).rejects.toMatchObject({ code: 'output_exists' });
  expect(await readFile(out, 'utf8')).toBe('precious');
});

test('an input that shrinks meanwhile leaves nothing behind', async () => {
  const { bytes, scan } = await scanOf('sample.flv');
  const shrunk = bytesSource(bytes.subarray(0, 500_000));
  await expect(writeIndexCopy(scan, shrunk, out)).rejects.toMatchObject({ code: 'source_changed' });
  expect(await readdir(folder)).toEqual([]);
});

test('a folder that is not there', async () => {
  const { source, scan } = await scanOf('sample.flv');
  await expect(writeIndexCopy(scan, source, join(folder, 'none', 'out.flv'))).rejects.toMatchObject(
    {
      code: 'output_unwritable',
      message: expect.stringContaining('its folder does not exist'),
    },
  );
});

test('another file that is called OUT.part is not touched', async () => {
  const { source, scan } = await scanOf('sample.flv');
  await writeFile(`${out}.part`, 'precious');
  await expect(writeIndexCopy(scan, source, out)).rejects.toMatchObject({ code: 'output_exists' });
  expect(await readdir(folder)).toEqual(['out.flv.part']);
  expect(await readFile(`${out}.part`, 'utf8')).toBe('precious');
});

test('a file that gets the name while the copy is written stays as it is', async () => {
  const { source, scan } = await scanOf('sample.flv');
  const slow: ByteSource = {
    ...source,
    async read(offset, length) {
      await writeFile(out, 'precious');
      return source.read(offset, length);
    },
  };
  await expect(writeIndexCopy(scan, slow, out)).rejects.toMatchObject({ code: 'output_exists' });
  expect(await readdir(folder)).toEqual(['out.flv']);
  expect(await readFile(out, 'utf8')).toBe('precious');
});

test('broken off, it leaves nothing behind, and no name before it is whole', async () => {
  const { source, scan } = await scanOf('sample.flv');
  const controller = new AbortController();
  const slow: ByteSource = {
    ...source,
    async read(offset, length) {
      expect(await readdir(folder)).toEqual(['out.flv.part']);
      controller.abort(new Error('enough'));
      return source.read(offset, length);
    },
  };
  await expect(writeIndexCopy(scan, slow, out, controller.signal)).rejects.toThrow('enough');
  expect(await readdir(folder)).toEqual([]);
});
