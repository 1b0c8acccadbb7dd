import { chmod, copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { createStorage } from '../../origin/storage.ts';
import { makeTempDir } from '../../origin/test-support/temp-dir.ts';
import { createLibrary } from './library.ts';
import { localVideoOpener } from './open-local-video.ts';

const sample = fileURLToPath(new URL('../../../assets/samples/no-index.flv', import.meta.url));

/** Root may read everything: the test becomes somebody else meanwhile. */
async function asNobody<T>(act: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return act();
  process.seteuid?.(65_534);
  try {
    return await act();
  } finally {
    process.seteuid?.(0);
  }
}

it.runIf(process.platform !== 'win32')(
  'a listed file that may not be read is said to be so',
  async () => {
    const folder = await makeTempDir();
    await copyFile(sample, join(folder, 'a.flv'));
    const library = await createLibrary({ sampleDir: null, paths: [folder] });
    const storage = await createStorage({ resolve: library.resolve });
    onTestFinished(() => storage.close());
    await chmod(join(folder, 'a.flv'), 0o000);

    await asNobody(async () => {
      await expect(readFile(join(folder, 'a.flv'))).rejects.toMatchObject({ code: 'EACCES' });
      await expect(localVideoOpener(library)('a.flv')).rejects.toMatchObject({
        code: 'video_unreadable',
        message: '"a.flv" could not be read: it is there but cannot be opened (EACCES).',
      });
      const answer = await fetch(`${storage.url}/a.flv`);
      expect(answer.status).toBe(500);
      expect(await answer.text()).toMatch(/^video_unreadable: .*EACCES/);
    });
    expect((await fetch(`${storage.url}/none.flv`)).status).toBe(404);
  },
);
