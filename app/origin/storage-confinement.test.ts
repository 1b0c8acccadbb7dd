import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ask } from './test-support/raw-request.ts';
import { serveFolder } from './test-support/serve-folder.ts';
import { makeTempDir } from './test-support/temp-dir.ts';

const SECRET = 'outside the library';

/** `library/` with one video and a folder, and a secret beside it, with names that invite escapes. */
async function makeHouse() {
  const house = await makeTempDir();
  const root = join(house, 'library');
  await mkdir(join(root, 'clips'), { recursive: true });
  await mkdir(join(house, 'library-secret'));
  await writeFile(join(root, 'a.flv'), 'inside');
  await writeFile(join(root, 'clips', 'b.flv'), 'inside');
  await writeFile(join(house, 'secret.flv'), SECRET);
  await writeFile(join(house, 'library-secret', 'secret.flv'), SECRET);
  return { house, root };
}

describe('paths that try to leave the library', () => {
  it.each([
    '/../secret.flv',
    '/clips/../../secret.flv',
    '/clips/../a.flv',
    '/./a.flv',
    '//a.flv',
    '/a.flv/',
    '/clips//b.flv',
    '/%2e%2e/secret.flv',
    '/%2E%2E/secret.flv',
    '/.%2e/secret.flv',
    '/..%2fsecret.flv',
    '/..%2Fsecret.flv',
    '/clips%2fb.flv',
    '/..%5csecret.flv',
    '/..\\secret.flv',
    '/%252e%252e/secret.flv',
    '/%c0%ae%c0%ae/secret.flv',
    '/%c0%af/secret.flv',
    '/a.flv%00',
    '/%00/a.flv',
    '/a.flv%00.txt',
    '/../library-secret/secret.flv',
    '/%ff.flv',
    '/%zz.flv',
    '/%',
    '/',
    '/clips',
    'http://localhost/../secret.flv',
    'http://localhost',
    '*',
    '/C:/secret.flv',
    '/file:///secret.flv',
  ])('refuses %s', async (target) => {
    const { root } = await makeHouse();
    const { port } = await serveFolder(root);
    const answer = await ask(port, 'GET', target);
    expect(answer.status).toBe(404);
    expect(answer.body.toString()).toMatch(/^video_unknown: /);
  });

  it('refuses an absolute path of the disk', async () => {
    const { house, root } = await makeHouse();
    const { port } = await serveFolder(root);
    for (const path of [`/${house}/secret.flv`, `${house}/secret.flv`]) {
      expect((await ask(port, 'GET', path)).status).toBe(404);
    }
  });
});

describe('links', () => {
  it('follows a link that stays inside', async () => {
    const { root } = await makeHouse();
    await symlink('a.flv', join(root, 'link.flv'));
    const { port } = await serveFolder(root);
    expect((await ask(port, 'GET', '/link.flv')).body.toString()).toBe('inside');
  });

  it.each([
    ['a file outside', '../secret.flv', 'link.flv', '/link.flv'],
    ['a folder outside', '..', 'up', '/up/secret.flv'],
    ['a sibling that begins with the same name', '../library-secret', 'up', '/up/secret.flv'],
    ['nothing', 'missing.flv', 'link.flv', '/link.flv'],
    ['itself', 'link.flv', 'link.flv', '/link.flv'],
  ])('refuses a link to %s', async (_what, linkTarget, linkName, target) => {
    const { root } = await makeHouse();
    await symlink(linkTarget, join(root, linkName));
    const { port } = await serveFolder(root);
    expect((await ask(port, 'GET', target)).status).toBe(404);
  });
});

describe('things that are no files', () => {
  it('refuses a folder', async () => {
    const { root } = await makeHouse();
    await mkdir(join(root, 'folder.flv'));
    const { port } = await serveFolder(root);
    expect((await ask(port, 'GET', '/folder.flv')).status).toBe(404);
  });

  it('refuses a named pipe at once, without waiting for a writer', async () => {
    const { root } = await makeHouse();
    await promisify(execFile)('mkfifo', [join(root, 'pipe.flv')]);
    const { port } = await serveFolder(root);
    expect((await ask(port, 'GET', '/pipe.flv')).status).toBe(404);
  });
});
