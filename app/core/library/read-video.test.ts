import { appendFile, copyFile, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { videoFacts } from '../../contract/video.ts';
import { aacData, avcData, fileHeader, flvOf } from '../../flv/test-support/build-flv.ts';
import { declaring } from '../../flv/test-support/declaring-flv.ts';
import { makeTempDir } from '../../origin/test-support/temp-dir.ts';
import { localVideoOpener } from './open-local-video.ts';
import { createVideoReader } from './read-video.ts';

const SAMPLES = fileURLToPath(new URL('../../../assets/samples/', import.meta.url));

/** A reader whose library is one folder; counts nothing, hides nothing. */
async function makeReader() {
  const root = await makeTempDir();
  const resolve = async (name: string) => ({ path: join(root, name), root });
  return { root, reader: createVideoReader([localVideoOpener({ resolve })]) };
}

async function factsOf(bytes: Uint8Array) {
  const { root, reader } = await makeReader();
  await writeFile(join(root, 'a.flv'), bytes);
  return reader.read('a.flv');
}

describe('the samples', () => {
  it.each(['sample.flv', 'no-index.flv', 'cut-short.flv', 'audio-only.flv', 'sorenson.flv'])(
    '%s has facts of the form that crosses process boundaries',
    async (name) => {
      const { root, reader } = await makeReader();
      await copyFile(join(SAMPLES, name), join(root, name));
      const facts = await reader.read(name);
      expect(videoFacts.parse(JSON.parse(JSON.stringify(facts)))).toEqual(facts);
      expect(facts.name).toBe(name);
    },
  );

  it('sample.flv is H.264 and AAC, 60 s, with a keyframe every 2 s where it declares them', async () => {
    const { root, reader } = await makeReader();
    await copyFile(join(SAMPLES, 'sample.flv'), join(root, 'a.flv'));
    const facts = await reader.read('a.flv');
    expect(facts).toMatchObject({
      format: 'flv',
      isPlayable: true,
      notPlayable: null,
      videoCodec: { id: 7 },
      audioCodec: { id: 10 },
      width: 640,
      height: 360,
    });
    expect(facts.frameTimesMs.length).toBe(1500);
    expect(facts.index.offsets.length).toBe(30);
    expect(facts.declaredIndex?.offsets).toEqual(facts.index.offsets);
    const header = Buffer.from(facts.sequenceHeaders.video ?? '', 'base64');
    expect([header[0], header[11], header[12]]).toEqual([9, 0x17, 0]);
  });
});

describe('why a video cannot be played', () => {
  const body = Uint8Array.of(1, 2, 3);
  const sequenceHeader = { type: 9, data: avcData(1, 0, 0, body) };
  const keyframe = { type: 9, data: avcData(1, 1, 0, body) };
  const interFrame = { type: 9, data: avcData(2, 1, 0, body) };
  const vp6 = { type: 9, data: Uint8Array.of(0x14, 1, 2, 3) };
  const speex = { type: 8, data: Uint8Array.of(0xb2, 1, 2, 3) };
  const aacFrame = { type: 8, data: aacData(1, body) };
  const mp3 = { type: 8, data: Uint8Array.of(0x2f, 1, 2, 3) };

  it.each([
    ['an empty file', new Uint8Array(), 'video_empty'],
    ['another format', Buffer.from('<!doctype html>'), 'video_not_flv'],
    ['the beginning of a header', fileHeader().subarray(0, 5), 'video_not_flv'],
    ['a header and nothing else', fileHeader(), 'media_missing'],
    ['VP6', flvOf([vp6]).bytes, 'codec_unplayable'],
    ['Speex alone', flvOf([speex]).bytes, 'codec_unplayable'],
    ['AAC alone without sequence header', flvOf([aacFrame]).bytes, 'sequence_header_missing'],
    [
      'H.264 without sequence header, and MP3',
      flvOf([keyframe, mp3]).bytes,
      'sequence_header_missing',
    ],
    ['H.264 without sequence header', flvOf([keyframe]).bytes, 'sequence_header_missing'],
    ['H.264 without keyframe', flvOf([sequenceHeader, interFrame]).bytes, 'keyframes_missing'],
  ])('%s', async (_what, bytes, code) => {
    const facts = await factsOf(bytes);
    expect(videoFacts.parse(facts)).toMatchObject({ isPlayable: false, notPlayable: { code } });
  });

  it.each([
    ['MP3 alone', [mp3]],
    ['AAC alone', [{ type: 8, data: aacData(0, body) }, aacFrame]],
    ['H.264 with AAC that has no sequence header', [sequenceHeader, keyframe, aacFrame]],
  ])('no reason: %s', async (_what, tags) => {
    expect(await factsOf(flvOf(tags).bytes)).toMatchObject({ isPlayable: true, notPlayable: null });
  });

  it('no reason: H.264, also with sound that cannot be played', async () => {
    const facts = await factsOf(flvOf([sequenceHeader, keyframe, speex]).bytes);
    expect(facts).toMatchObject({ isPlayable: true, notPlayable: null });
  });
});

describe('findings', () => {
  const codesIn = async (bytes: Uint8Array) =>
    (await factsOf(bytes)).findings.map(({ code }) => code);

  it('tell of a declared index that is wrong', async () => {
    const flv = declaring(({ times, filepositions }) => ({
      times,
      filepositions: filepositions.map((offset) => offset + 50),
    }));
    expect(await codesIn(flv.bytes)).toContain('index_shifted');
    expect(await codesIn(declaring((truth) => truth).bytes)).not.toContain('index_shifted');
  });

  it('say once that no index is declared', async () => {
    const codes = await codesIn(await readFile(join(SAMPLES, 'no-index.flv')));
    expect(codes.filter((code) => /index/.test(code))).toEqual(['index_missing']);
  });

  it('are none for the sample', async () => {
    expect(await codesIn(await readFile(join(SAMPLES, 'sample.flv')))).toEqual([]);
  });
});

describe('reading once', () => {
  it('gives the same facts again as long as the file stays the same', async () => {
    const { root, reader } = await makeReader();
    const path = join(root, 'a.flv');
    await copyFile(join(SAMPLES, 'no-index.flv'), path);
    const first = await reader.read('a.flv');
    expect(await reader.read('a.flv')).toBe(first);

    await appendFile(path, 'x');
    const second = await reader.read('a.flv');
    expect(second.sizeBytes).toBe(first.sizeBytes + 1);
  });

  it('lets all who ask at once wait for one scan, and shows each the progress', async () => {
    const bytes = await readFile(join(SAMPLES, 'sample.flv'));
    const seen = [0, 0, 0];
    // Who joins a running scan closes what it opened itself: then the scan may go on.
    let joined = 0;
    let goOn = () => {};
    const allHaveJoined = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const reader = createVideoReader([
      async () => ({
        state: 'a',
        sizeBytes: bytes.length,
        modifiedAtEpochMs: 0,
        source: {
          sizeBytes: bytes.length,
          read: async (offset, length) => {
            await allHaveJoined;
            return bytes.subarray(offset, offset + length);
          },
        },
        isUnchanged: async () => true,
        close: async () => {
          joined += 1;
          if (joined === seen.length - 1) setImmediate(goOn);
        },
      }),
    ]);
    const all = await Promise.all(
      seen.map((_, who) =>
        reader.read('a.flv', {
          onProgress({ bytesRead }) {
            seen[who] = bytesRead;
          },
        }),
      ),
    );
    expect(new Set(all).size).toBe(1);
    expect(Math.min(...seen)).toBeGreaterThan(0);
  });

  it('forgets the facts that were used longest ago', async () => {
    const { root, reader } = await makeReader();
    const names = Array.from({ length: 17 }, (_, n) => `${n}.flv`);
    for (const name of names) await writeFile(join(root, name), fileHeader());
    const [first, second] = [await reader.read('0.flv'), await reader.read('1.flv')];
    for (const name of names.slice(2, 16)) await reader.read(name);
    expect(await reader.read('0.flv')).toBe(first);
    await reader.read('16.flv');
    expect(await reader.read('0.flv')).toBe(first);
    expect(await reader.read('1.flv')).not.toBe(second);
  });
});

describe('failures', () => {
  it('says video_unknown for a file that is not there, also one that was', async () => {
    const { root, reader } = await makeReader();
    await writeFile(join(root, 'a.flv'), fileHeader());
    await reader.read('a.flv');
    await rm(join(root, 'a.flv'));
    await expect(reader.read('a.flv')).rejects.toMatchObject({ code: 'video_unknown' });
  });

  it('ends with a value when the file shrinks while it is read, and does not keep it', async () => {
    const { root, reader } = await makeReader();
    const path = join(root, 'a.flv');
    await copyFile(join(SAMPLES, 'sample.flv'), path);
    const reading = reader.read('a.flv', { onProgress: () => undefined });
    await truncate(path, 5000);
    expect((await reading).format).toBe('flv');
    expect((await reader.read('a.flv')).sizeBytes).toBe(5000);
  });

  it('ends running scans when it is closed', async () => {
    const { root, reader } = await makeReader();
    await copyFile(join(SAMPLES, 'sample.flv'), join(root, 'a.flv'));
    const reading = reader.read('a.flv', { onProgress: () => reader.close() });
    await expect(reading).rejects.toMatchObject({ code: 'video_unreadable' });
  });
});
