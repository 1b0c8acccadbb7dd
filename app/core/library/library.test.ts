import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LibraryEntry } from '../../contract/video.ts';
import { videoNameOf, videoPath } from '../../http/video-path.ts';
import { makeTempDir } from '../../origin/test-support/temp-dir.ts';
import { createLibrary } from './library.ts';

/** Makes files (with their path as content) below a fresh folder. */
async function makeFiles(...paths: string[]): Promise<string> {
  const root = await makeTempDir();
  for (const path of paths) await put(root, path);
  return root;
}

async function put(root: string, path: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), path);
}

const namesOf = (entries: LibraryEntry[]) => entries.map(({ name }) => name);

describe('listing', () => {
  it('lists the videos of folders, files and samples with size, time and origin', async () => {
    const sampleDir = await makeFiles('sample.flv');
    const folder = await makeFiles('b.flv', 'a.FLV', 'clips/deep/c.flv');
    const files = await makeFiles('single.flv', 'other.flv');
    const paths = [folder, join(files, 'single.flv')];
    const library = await createLibrary({ sampleDir, paths });
    const entries = await library.list();
    expect(entries.map(({ name, origin, sizeBytes }) => [name, origin, sizeBytes])).toEqual([
      ['a.FLV', 'folder', 5],
      ['b.flv', 'folder', 5],
      ['clips/deep/c.flv', 'folder', 16],
      ['single.flv', 'file', 10],
      ['sample.flv', 'sample', 10],
    ]);
    expect(entries.every((entry) => Date.now() - Number(entry.modifiedAtEpochMs) < 60_000)).toBe(
      true,
    );
  });

  it('leaves out other types, hidden files and folders, node_modules and folders named .flv', async () => {
    const folder = await makeFiles(
      'a.flv',
      'a.mp4',
      '.flv',
      '.hidden.flv',
      '..flv',
      '.git/b.flv',
      'node_modules/c.flv',
      'folder.flv/d.txt',
    );
    const library = await createLibrary({ sampleDir: folder });
    expect(namesOf(await library.list())).toEqual(['a.flv']);
  });

  it('is empty for an empty folder and for samples that are missing', async () => {
    const sampleDir = join(await makeTempDir(), 'missing');
    const library = await createLibrary({ sampleDir, paths: [await makeTempDir()] });
    expect(await library.list()).toEqual([]);
  });

  it('follows links to files inside and none that lead outside', async () => {
    const outside = await makeFiles('secret.flv');
    const folder = await makeFiles('a.flv');
    await symlink('a.flv', join(folder, 'inside.flv'));
    await symlink(join(outside, 'secret.flv'), join(folder, 'outside.flv'));
    await symlink(outside, join(folder, 'linked'));
    await symlink('.', join(folder, 'circle'));
    await symlink('nowhere.flv', join(folder, 'broken.flv'));
    const library = await createLibrary({ sampleDir: folder });
    expect(namesOf(await library.list())).toEqual(['a.flv', 'inside.flv']);
  });

  it('sees files come and go, and tells listeners', async () => {
    const folder = await makeFiles('a.flv');
    const library = await createLibrary({ sampleDir: folder });
    const changes: string[][] = [];
    const unsubscribe = library.onChange((entries) => changes.push(namesOf(entries)));
    await library.list();
    await put(folder, 'b.flv');
    await library.list();
    await rm(join(folder, 'a.flv'));
    await library.list();
    unsubscribe();
    await put(folder, 'c.flv');
    expect(namesOf(await library.list())).toEqual(['b.flv', 'c.flv']);
    expect(changes).toEqual([['a.flv', 'b.flv'], ['b.flv']]);
  });

  it('goes on when a folder vanishes', async () => {
    const folder = await makeFiles('a.flv');
    const sampleDir = await makeFiles('sample.flv');
    const library = await createLibrary({ sampleDir, paths: [folder] });
    await rm(folder, { recursive: true });
    expect(namesOf(await library.list())).toEqual(['sample.flv']);
  });
});

describe('names', () => {
  it('are unique: the user keeps them, samples and later additions get numbers', async () => {
    const sampleDir = await makeFiles('a.flv');
    const first = await makeFiles('a.flv');
    const second = await makeFiles('a.flv');
    const library = await createLibrary({ sampleDir, paths: [first] });
    expect(namesOf(await library.list())).toEqual(['a.flv', 'a (2).flv']);
    expect(namesOf(await library.add(second))).toEqual(['a.flv', 'a (3).flv', 'a (2).flv']);
    expect(await library.resolve('a (3).flv')).toEqual({
      path: join(second, 'a.flv'),
      root: second,
    });
  });

  it('stay with their file when another one goes', async () => {
    const first = await makeFiles('a.flv');
    const second = await makeFiles('a.flv');
    const library = await createLibrary({ sampleDir: first, paths: [second] });
    await rm(join(second, 'a.flv'));
    expect(namesOf(await library.list())).toEqual(['a (2).flv']);
    await put(second, 'a.flv');
    expect(namesOf(await library.list())).toEqual(['a.flv', 'a (2).flv']);
  });

  it('are given once to a file that is reached in several ways', async () => {
    const folder = await makeFiles('clips/a.flv');
    const library = await createLibrary({ sampleDir: join(folder, 'none'), paths: [folder] });
    await library.add(join(folder, 'clips'));
    await library.add(join(folder, 'clips', 'a.flv'));
    expect(namesOf(await library.add(folder))).toEqual(['clips/a.flv']);
  });

  it.each([
    'a b.flv',
    'ü–日本.flv',
    '100%.flv',
    'a#b?c&d=e.flv',
    "it's (1)!.flv",
    'back\\slash.flv',
    'new\nline.flv',
  ])('of a file called %j go into a URL path and back, and lead to the file', async (fileName) => {
    const folder = await makeFiles(fileName);
    const library = await createLibrary({ sampleDir: folder });
    const [name = ''] = namesOf(await library.list());
    expect(videoNameOf(videoPath(name))).toBe(name);
    expect(await library.resolve(name)).toEqual({ path: join(folder, fileName), root: folder });
  });

  it('are found in any Unicode normal form', async () => {
    const folder = await makeFiles('u\u0308.flv');
    const library = await createLibrary({ sampleDir: folder });
    expect(namesOf(await library.list())).toEqual(['\u00fc.flv']);
    expect(await library.resolve('u\u0308.flv')).not.toBeNull();
  });
});

describe('resolve', () => {
  it('knows nothing but listed names', async () => {
    const folder = await makeFiles('clips/a.flv', 'notes.txt');
    const library = await createLibrary({ sampleDir: folder });
    for (const name of [
      '',
      'a.flv',
      'clips',
      'notes.txt',
      '../x.flv',
      'clips/../clips/a.flv',
      '__proto__',
    ]) {
      expect(await library.resolve(name)).toBeNull();
    }
    expect(await library.resolve('clips/a.flv')).not.toBeNull();
  });

  it('finds a file that was put into the folder meanwhile', async () => {
    const folder = await makeFiles('a.flv');
    const library = await createLibrary({ sampleDir: folder });
    await put(folder, 'new.flv');
    await expect
      .poll(() => library.resolve('new.flv'))
      .toEqual({
        path: join(folder, 'new.flv'),
        root: folder,
      });
  });
});

describe('add', () => {
  it('takes a file through a link, under the name of the link', async () => {
    const folder = await makeFiles('real-name.bin');
    await symlink('real-name.bin', join(folder, 'link.flv'));
    const library = await createLibrary({ sampleDir: join(folder, 'none') });
    expect(namesOf(await library.add(join(folder, 'link.flv')))).toEqual(['link.flv']);
    const real = join(folder, 'real-name.bin');
    expect(await library.resolve('link.flv')).toEqual({ path: real, root: real });
  });

  it('refuses what cannot be used, and says why', async () => {
    const folder = await makeFiles('a.flv', 'notes.txt');
    await symlink('loop.flv', join(folder, 'loop.flv'));
    const library = await createLibrary({ sampleDir: folder });
    const refusals: [string, RegExp][] = [
      ['a.flv', /not an absolute path/],
      ['', /not an absolute path/],
      [join(folder, 'missing.flv'), /does not exist/],
      [join(folder, 'a.flv', 'b.flv'), /does not exist/],
      [join(folder, 'loop.flv'), /circle/],
      [join(folder, 'notes.txt'), /does not end in \.flv/],
      ['/dev/null', /neither a file nor a folder/],
      [`${folder}/a\0.flv`, /cannot be added/],
    ];
    for (const [path, message] of refusals) {
      const refusal = expect(library.add(path), path).rejects;
      await refusal.toMatchObject({
        code: 'path_unusable',
        message: expect.stringMatching(message),
      });
    }
    expect(namesOf(await library.list())).toEqual(['a.flv']);
  });

  it('shows an added folder at once, also while the disk is being looked at', async () => {
    const folder = await makeFiles('a.flv');
    const library = await createLibrary({ sampleDir: join(folder, 'none') });
    const looks = [library.list(), library.list()];
    expect(namesOf(await library.add(folder))).toEqual(['a.flv']);
    await Promise.all(looks);
  });
});

describe('remove', () => {
  it('takes videos out until they are taken back or added again; their names stay theirs', async () => {
    const folder = await makeFiles('a.flv', 'b/a.flv', 'b/c.flv');
    const library = await createLibrary({ sampleDir: null, paths: [folder] });
    const told: string[][] = [];
    library.onChange((entries) => told.push(namesOf(entries)));
    expect(library.remove(['a.flv', 'b/c.flv', 'gone.flv'])).toEqual(['a.flv', 'b/c.flv']);
    expect(namesOf(library.entries())).toEqual(['b/a.flv']);
    expect(told).toEqual([['b/a.flv']]);
    expect(await library.resolve('a.flv')).toBeNull();
    expect(namesOf(await library.list())).toEqual(['b/a.flv']);
    expect(namesOf(await library.restore(['b/c.flv']))).toEqual(['b/a.flv', 'b/c.flv']);
    expect(namesOf(await library.add(folder))).toEqual(['a.flv', 'b/a.flv', 'b/c.flv']);
  });

  it('tells what a folder has besides, and why', async () => {
    const folder = await makeFiles('a.flv', 'b.f4v', '.c.flv', 'node_modules/d.flv', 'e.txt');
    await symlink('/etc/passwd', join(folder, 'f.flv'));
    await symlink('nowhere', join(folder, 'g.flv'));
    const library = await createLibrary({ sampleDir: null });
    const { skipped, count } = await library.skippedIn(folder);
    expect(count).toBe(6);
    const reasons = Object.fromEntries(skipped.map(({ path, reason }) => [path, reason]));
    expect(reasons).toEqual({
      'b.f4v': expect.stringContaining('F4V is MP4'),
      '.c.flv': 'its name begins with a dot',
      node_modules: 'such folders are not looked into',
      'e.txt': 'its name does not end in .flv',
      'f.flv': 'it is a link to a file outside of the folder',
      'g.flv': 'it has vanished, or is a link that leads nowhere',
    });
    expect(await library.skippedIn(join(folder, 'a.flv'))).toEqual({ skipped: [], count: 0 });
  });
});
