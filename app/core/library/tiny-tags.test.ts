import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { maxListedFrames } from '../../flv/frame-times.ts';
import { fileHeader } from '../../flv/test-support/build-flv.ts';
import { makeTempDir } from '../../origin/test-support/temp-dir.ts';
import { createWorkbench } from '../workbench.ts';

const TAG_BYTES = 20;
const TAGS = maxListedFrames + 100_000;
/** Of the whole answer. */
const MOST_JSON_BYTES = 30_000_000;

/** Tags of 20 bytes, PreviousTagSize included, each a keyframe of its own millisecond. */
async function writeTinyTags(path: string): Promise<void> {
  const file = await open(path, 'w');
  await file.write(fileHeader(1));
  const atOnce = 50_000;
  const block = Buffer.alloc(atOnce * TAG_BYTES);
  for (let tag = 0; tag < TAGS; tag += atOnce) {
    for (let n = 0; n < atOnce; n += 1) {
      const at = n * TAG_BYTES;
      block[at] = 9;
      block.writeUIntBE(5, at + 1, 3);
      block.writeUIntBE((tag + n) & 0xff_ffff, at + 4, 3);
      block.set([0x17, 1], at + 11);
      block.writeUInt32BE(16, at + 16);
    }
    await file.write(block);
  }
  await file.close();
}

test('of millions of tiny tags a bounded part crosses to the page, which is told; all else goes on', async () => {
  const folder = await makeTempDir();
  await writeTinyTags(join(folder, 'tiny.flv'));
  const workbench = await createWorkbench({
    dataDir: await makeTempDir(),
    sampleDir: join(folder, 'none'),
    mediaPaths: [folder],
  });
  onTestFinished(() => workbench.close());
  let isRead = false;
  let turns = 0;
  const reading = workbench.run('video.open', { name: 'tiny.flv' });
  const turning = (async () => {
    for (; !isRead; turns += 1) await nextTurn();
  })();
  const result = await reading;
  isRead = true;
  await turning;
  if (!result.ok) throw new Error(result.error.message);
  expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThan(MOST_JSON_BYTES);
  expect(result.data).toMatchObject({ tagCount: TAGS });
  const codes = (result.data as { findings: { code: string }[] }).findings.map(({ code }) => code);
  expect(codes).toEqual(expect.arrayContaining(['too_many_keyframes', 'too_many_frames']));
  // Others had their turn at least once for each MB or so that was read.
  expect(turns).toBeGreaterThan((TAGS * TAG_BYTES) / 2 ** 21);
});
