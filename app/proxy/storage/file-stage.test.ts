import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createMedia, differenceOf, PREFIX } from '../test-support/media.ts';
import { createRig, type Rig } from '../test-support/rig.ts';

const media = createMedia(700_000);
let folder: string;
let root: string;
let rig: Rig;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'seeklab-files-'));
  root = path.join(folder, 'root');
  await mkdir(path.join(root, 'sub'), { recursive: true });
  await writeFile(path.join(root, 'sub', 'a.flv'), media);
  await writeFile(path.join(root, 'empty.flv'), '');
  await writeFile(path.join(folder, 'secret'), 'secret');
  await mkdir(path.join(folder, 'root-but-longer'));
  await writeFile(path.join(folder, 'root-but-longer', 'a'), 'secret');
  await symlink(path.join(folder, 'secret'), path.join(root, 'link-out'));
  await symlink(folder, path.join(root, 'folder-out'));
  await symlink(path.join(root, 'sub'), path.join(root, 'link-in'));
  await symlink(root, path.join(folder, 'root-link'));
  await promisify(execFile)('mkfifo', [path.join(root, 'pipe')]);
});

afterAll(() => rm(folder, { recursive: true }));
afterEach(() => rig.close());

async function ask(
  file: string,
  fields = '',
  request = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
  roots = [root],
) {
  rig = await createRig({
    media,
    application:
      () =>
      ({ socket }) => {
        socket.write(
          `HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nX-REPROXY-FILE: ${file}\r\n${fields}Content-Length: 0\r\n\r\n`,
        );
      },
    reproxy: { fileRoots: roots },
  });
  const client = await rig.connect();
  client.send(request);
  return client.readAnswer(!request.startsWith('HEAD'));
}

describe('X-REPROXY-FILE', () => {
  it('sends a file below a root', async () => {
    const answer = await ask(`${root}/sub/a.flv`);
    expect(answer.head).toBe(
      'HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nContent-Length: 700000\r\n\r\n',
    );
    expect(differenceOf(answer.body, media)).toBeNull();
    const [, , hop] = (await rig.exchange()).hops;
    expect(hop).toMatchObject({
      kind: 'storage',
      peer: 'file',
      outcome: 'complete',
      responseBodyBytes: 700_000,
    });
  });

  it('starts at the offset, with the prefix', async () => {
    const answer = await ask(`${root}/sub/a.flv`, 'X-REPROXY-FLV-START: 5000\r\n');
    expect(differenceOf(answer.body, Buffer.concat([PREFIX, media.subarray(5000)]))).toBeNull();
  });

  it('honours the client’s Range', async () => {
    const answer = await ask(
      `${root}/sub/a.flv`,
      '',
      'GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=-10\r\n\r\n',
    );
    expect(answer.status).toBe(206);
    expect(answer.header('content-range')).toBe('bytes 699990-699999/700000');
    expect(differenceOf(answer.body, media.subarray(-10))).toBeNull();
  });

  it.each([
    ['FLV-START', 'X-REPROXY-FLV-START: 700000\r\n', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['Range', '', 'GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=700000-\r\n\r\n'],
  ])('answers 416 to a %s beyond the end', async (_what, fields, request) => {
    const answer = await ask(`${root}/sub/a.flv`, fields, request);
    expect(answer.status).toBe(416);
    expect(answer.header('content-range')).toBe('bytes */700000');
  });

  it('answers HEAD with the head only, and an empty file with none', async () => {
    const answer = await ask(`${root}/sub/a.flv`, '', 'HEAD / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(answer.header('content-length')).toBe('700000');
    await rig.close();
    expect((await ask(`${root}/empty.flv`)).header('content-length')).toBe('0');
  });

  it('follows a link that stays below the root, and a root that is a link', async () => {
    expect((await ask(`${root}/link-in/a.flv`)).status).toBe(200);
    await rig.close();
    expect((await ask(`${root}/sub/a.flv`, '', undefined, [`${folder}/root-link`])).status).toBe(
      200,
    );
  });

  it.each([
    ['..', () => `${root}/../secret`],
    ['.. in the middle', () => `${root}/sub/../../secret`],
    ['a link to a file outside', () => `${root}/link-out`],
    ['a link to a folder outside', () => `${root}/folder-out/secret`],
    ['a folder whose name begins like the root', () => `${root}-but-longer/a`],
    ['an absolute path elsewhere', () => '/etc/passwd'],
    ['a relative path', () => 'sub/a.flv'],
    ['the root itself', () => root],
    ['a folder', () => `${root}/sub`],
    ['a named pipe', () => `${root}/pipe`],
    ['a device', () => '/dev/zero'],
    ['nothing', () => `${root}/none`],
  ])('refuses %s', async (_what, file) => {
    const answer = await ask(file());
    expect(answer.status).toBe(503);
    expect(answer.body.toString()).toMatch(/^reproxy_file_refused\n/);
    expect(answer.body.toString()).not.toContain('secret\n\n');
  });

  it('refuses everything when no root is allowed', async () => {
    expect((await ask(`${root}/sub/a.flv`, '', undefined, [])).status).toBe(503);
  });

  it('does not tell whether a file outside exists', async () => {
    const existing = await ask('/etc/passwd');
    await rig.close();
    const missing = await ask('/etc/passwd-that-is-not-there');
    const detail = (body: Buffer) => /refused: ([^.]*)/.exec(body.toString())?.[1];
    expect(detail(existing.body)).toBe(detail(missing.body));
  });

  it('holds EXPECTED-SIZE against the size of the file', async () => {
    expect((await ask(`${root}/sub/a.flv`, 'X-REPROXY-EXPECTED-SIZE: 5\r\n')).status).toBe(503);
    await rig.close();
    expect((await ask(`${root}/sub/a.flv`, 'X-REPROXY-EXPECTED-SIZE: 700000\r\n')).status).toBe(
      200,
    );
  });
});
