import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { patchPrefix } from '../app/flv/prefix.ts';
import { createScriptedServer } from '../app/proxy/test-support/scripted-server.ts';
import { buildIfNeeded } from './lib/build.mjs';
import { findHeadlessBrowser } from './lib/find-browser.mjs';
import { projectDir } from './lib/project.mjs';

// The package as somebody gets it: packed, installed into a project of its own, used there.

const workDir = mkdtempSync(join(tmpdir(), 'seeklab-packed-'));
const userDir = join(workDir, 'project');
const run = promisify(execFile);

/** What the example depends on besides Seeklab, as it is installed here. */
const others = [
  '@playwright/test',
  'playwright',
  'playwright-core',
  'flv.js',
  'es6-promise',
  'webworkify-webpack',
  'typescript',
  '@types/node',
  'undici-types',
];

beforeAll(async () => {
  await buildIfNeeded();
  await run(process.execPath, ['scripts/build-types.mjs'], { cwd: projectDir });
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', workDir];
  const packed = await run('npm', pack, { cwd: projectDir });
  const [{ filename }] = JSON.parse(packed.stdout);
  cpSync(join(projectDir, 'examples', 'stock-flvjs'), userDir, { recursive: true });
  // What is not ours is already here: nothing is asked of the network.
  writeFileSync(join(userDir, 'package.json'), '{"private":true,"type":"module"}');
  const install = ['install', '--offline', '--no-audit', '--no-fund', join(workDir, filename)];
  await run('npm', install, { cwd: userDir });
  for (const name of others) {
    const link = join(userDir, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(projectDir, 'node_modules', name), link);
  }
}, 600_000);
afterAll(() => rmSync(workDir, { recursive: true, force: true }));

test('its types need no other package', async () => {
  const tsc = join(projectDir, 'node_modules', 'typescript', 'bin', 'tsc');
  const { stdout } = await run(process.execPath, [tsc, '-p', userDir], { cwd: userDir });
  expect(stdout).toBe('');
}, 600_000);

test('a wrong use of it does not compile', async () => {
  const wrong = join(userDir, 'wrong.ts');
  writeFileSync(wrong, "import { startSeeklab } from 'seeklab';\nstartSeeklab({ port: '1' });\n");
  const tsc = join(projectDir, 'node_modules', 'typescript', 'bin', 'tsc');
  const compiled = run(process.execPath, [tsc, '-p', userDir], { cwd: userDir });
  await expect(compiled).rejects.toMatchObject({ stdout: expect.stringContaining('wrong.ts(2') });
  rmSync(wrong);
}, 600_000);

test('a program on Node seeks with it', async () => {
  const program = `
    import { startSeeklab } from 'seeklab';
    const seeklab = await startSeeklab();
    const { verdict, seek } = await seeklab.seek('sample.flv', '#15');
    console.log(verdict.result, seek.landed.isKeyframe);
    await seeklab.close();
  `;
  writeFileSync(join(userDir, 'program.mjs'), program);
  const { stdout, stderr } = await run(process.execPath, ['program.mjs'], { cwd: userDir });
  expect({ stdout, stderr }).toEqual({ stdout: 'pass true\n', stderr: '' });
});

test('the command runs from there', async () => {
  const command = join(userDir, 'node_modules', '.bin', 'seeklab');
  const { stdout } = await run(command, [
    'seek',
    'sample.flv',
    '--at',
    '#15',
    '--data-dir',
    workDir,
  ]);
  expect(stdout).toContain('keyframe of 0:30.000');
});

test('the engine of the queue is in it', async () => {
  const command = join(userDir, 'node_modules', '.bin', 'seeklab');
  const asked = run(command, ['worker', '--queue', 'redis://127.0.0.1:9', '--data-dir', workDir]);
  await expect(asked).rejects.toMatchObject({
    code: 3,
    stderr: expect.stringMatching(/^seeklab: queue_unreachable: .*ECONNREFUSED/),
  });
});

test('the example with stock flv.js passes', async () => {
  const { errors, stats } = await playwright('seek.spec.ts');
  expect(errors).toEqual([]);
  expect(stats).toMatchObject({ expected: 4, unexpected: 0, flaky: 0, skipped: 0 });
}, 600_000);

test('a test that fails says what was expected and what came, and carries the heads', async () => {
  writeFileSync(join(userDir, 'fails.spec.ts'), failing);
  const { suites } = await playwright('fails.spec.ts');
  const told = suites[0].specs.map((spec: FailedSpec) => {
    const [result] = spec.tests[0]?.results ?? [];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is how colours are told.
    return { ...result, message: result?.error?.message.replaceAll(/\x1b\[\d+m/g, '') ?? 'none' };
  });
  expect(told.map(({ message }: { message: string }) => message.split('\n')[0])).toEqual([
    expect.stringMatching(
      /to begin with 464c5601050000000900000000, got 464c5601010000000900000009/,
    ),
    expect.stringMatching(/line "Content-Range" in the response head of the client hop.*no such/),
    expect.stringMatching(/Expected the seek to pass/),
    expect.stringMatching(/There is no check "no_such_check"/),
    'Error: not yet',
    expect.stringMatching(/toHavePrefix takes perlbal-patch, .*"cdn" is none of them/),
    'none',
  ]);
  const [heads] = told[0].attachments.filter(({ name }: { name: string }) => name === 'heads');
  const text = Buffer.from(heads.body, 'base64').toString();
  expect(text).toMatch(
    /=== exchange .*start=735244.*\n--- client[\s\S]*--- storage[\s\S]*HTTP\/1.1 206/,
  );
  // A worker is shared: what the test before did is not this one's evidence.
  expect(text.match(/=== exchange/g)).toHaveLength(1);
}, 600_000);

test('what failed in a sweep is a spec: red as long as the fault is there, green without it', async () => {
  const samples = join(projectDir, 'assets', 'samples');
  const sample = readFileSync(join(samples, 'sample.flv'));
  const media = join(workDir, 'media');
  // A name as nobody would choose it, but for a file that was found somewhere.
  const name = `it's "odd" \`$\{x}\` é.flv`;
  mkdirSync(media);
  cpSync(join(samples, 'sample.flv'), join(media, name));
  let isBroken = true;
  const server = await createScriptedServer(({ target, socket }) => {
    const start = Number(/start=(\d+)/.exec(target)?.[1] ?? 0);
    const part = sample.subarray(start + (isBroken && start > 0 ? 1 : 0));
    const body = start > 0 ? Buffer.concat([patchPrefix, part]) : part;
    const fields = `Content-Type: video/x-flv\r\nContent-Length: ${body.length}`;
    socket.write(`HTTP/1.1 200 OK\r\n${fields}\r\n\r\n`);
    socket.write(body);
  });
  onTestFinished(() => server.close());
  const command = join(userDir, 'node_modules', '.bin', 'seeklab');
  const swept = run(command, [
    ...['sweep', name, '--media', media, '--data-dir', workDir, '--shard', '2/10'],
    ...['--target', `there=${server.url}/{name}?start={start}`],
    ...['--report', `spec=${join(userDir, 'exported.spec.ts')}`],
  ]);
  await expect(swept).rejects.toMatchObject({ code: 1 });
  const broken = await playwright('exported.spec.ts', { SEEKLAB_MEDIA: media });
  expect(broken.stats).toMatchObject({ expected: 0, unexpected: 3, skipped: 0 });
  isBroken = false;
  const mended = await playwright('exported.spec.ts', { SEEKLAB_MEDIA: media });
  expect(mended.errors).toEqual([]);
  expect(mended.stats).toMatchObject({ expected: 3, unexpected: 0, skipped: 0 });
}, 600_000);

interface FailedSpec {
  tests: { results: { error?: { message: string }; attachments: unknown[] }[] }[];
}

/** One after the other, each with a fault in what it expects; the last one is right. */
const failing = `
  import { expect, test } from 'seeklab/playwright';
  const seekTo = async (seeklab, start) => {
    await (await fetch(seeklab.videoUrl('sample.flv', { start }))).arrayBuffer();
    return seeklab.waitForSeek();
  };
  test.describe.configure({ mode: 'default' });
  test.beforeEach(({ seeklab }) => seeklab.personality('perlbal-patch'));
  test('1', async ({ seeklab }) => expect(await seekTo(seeklab, 735244)).toHavePrefix('nginx'));
  test('2', async ({ seeklab }) =>
    expect(await seekTo(seeklab, 735244)).toHaveHead({ hop: 'client', name: 'Content-Range' }));
  test('3', async ({ seeklab }) => {
    const bringBack = await seeklab.fault('storage:down');
    const seek = await seekTo(seeklab, 735244);
    await bringBack();
    expect(seek).toPass();
  });
  test('4', async ({ seeklab }) => expect(await seekTo(seeklab, 735244)).toPass('no_such_check'));
  test('5', () =>
    expect(() => { throw new Error('not yet'); }).toPass({ timeout: 1 }));
  test('6', async ({ seeklab }) => expect(await seekTo(seeklab, 735244)).toHavePrefix('cdn'));
  test('7', async ({ seeklab }) => {
    let calls = 0;
    await expect(() => { calls += 1; if (calls < 2) throw new Error('once more'); }).toPass();
    expect(await seekTo(seeklab, 735244)).not.toPass('head_bodyless');
    expect(await seekTo(seeklab, 735244)).toHavePrefix('46 4C 56 01 01 00 00 00 09 00 00 00 09');
    await fetch(seeklab.videoUrl('sample.flv') + '?start=0').then((answer) => answer.arrayBuffer());
    expect(await seeklab.waitForSeek()).not.toHavePrefix();
  });
`;

/** Runs a spec of the project, and gives Playwright's own report. */
async function playwright(spec: string, env: Record<string, string> = {}) {
  const cli = join(userDir, 'node_modules', '@playwright', 'test', 'cli.js');
  const options = ['test', spec, '--reporter=json', '--workers=1', '--timeout=300000'];
  const links = ['--preserve-symlinks', '--preserve-symlinks-main'];
  const done = await run(process.execPath, [...links, cli, ...options], {
    cwd: userDir,
    env: { ...process.env, ...env, CHROMIUM: findHeadlessBrowser() ?? '' },
    maxBuffer: 50_000_000,
  }).catch((error) => error);
  return JSON.parse(done.stdout);
}
