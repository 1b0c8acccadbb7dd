import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { patchPrefix } from '../app/flv/prefix.ts';
import type { Script } from '../app/proxy/test-support/scripted-server.ts';
import { buildIfNeeded } from './lib/build.mjs';
import { findHeadlessBrowser } from './lib/find-browser.mjs';
import { commandLineFile } from './lib/run-command-line.mjs';
import { reportIn, samples, scripted } from './test-support/swept.ts';

// With the page that is shipped, in the Chromium of this machine.

vi.setConfig({ testTimeout: 600_000 });
beforeAll(buildIfNeeded, 600_000);

const sample = await readFile(join(samples, 'sample.flv'));

async function folder() {
  const dir = await mkdtemp(join(tmpdir(), 'seeklab-playback-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** Its temporary files lie in a folder of its own, so that what is left can be told. */
async function start(...args: string[]) {
  const dir = await folder();
  const all = ['sweep', 'sample.flv', '--playback', ...args, '--data-dir', join(dir, 'data')];
  const child = spawn(process.execPath, [commandLineFile, ...all], {
    env: { ...process.env, TMPDIR: dir, SEEKLAB_BROWSER: findHeadlessBrowser() },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, dir };
}

async function run(...args: string[]) {
  const { child, dir } = await start(...args);
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  const left = (await readdir(dir)).filter((name) => name.startsWith('seeklab-'));
  return { out, err, code, left };
}

interface BrowserProcess {
  pid: number;
  group: number;
  /** What it is for: `renderer`; of the first one `browser`. */
  kind: string;
}

/** The processes of the browser whose temporary files lie in that folder; they are a group. */
async function browserProcesses(dir: string): Promise<BrowserProcess[]> {
  const all: (BrowserProcess & { isFirst: boolean })[] = [];
  for (const entry of await readdir('/proc')) {
    const pid = Number(entry);
    const [line, stat] = await Promise.all(
      ['cmdline', 'stat'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')),
    );
    if (!line?.includes('chrom')) continue;
    const group = Number(stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
    const kind =
      /--type=([a-z-]+)/.exec(line)?.[1] ?? (/^[^\0]*\bsh\0/.test(line) ? 'shell' : 'browser');
    all.push({ pid, group, kind, isFirst: line.includes(`--user-data-dir=${dir}/`) });
  }
  const groups = new Set(all.filter(({ isFirst }) => isFirst).map(({ group }) => group));
  return all.filter(({ group }) => groups.has(group));
}

async function killFirst(dir: string, wanted: 'browser' | 'renderer'): Promise<void> {
  const found = (await browserProcesses(dir)).find(({ kind }) => kind === wanted);
  if (found) process.kill(found.pid, 'SIGKILL');
}

const isAlive = ({ pid }: BrowserProcess) => existsSync(`/proc/${pid}`);

const answer = (socket: Parameters<Script>[0]['socket'], body: Buffer) => {
  socket.write(
    `HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  socket.write(body);
};

/** Answers as the patch does, from the byte that `lead` makes of the asked one, with what `mar` makes of it. */
const server =
  (lead: (start: number) => number, mar: (body: Buffer) => Buffer = (body) => body): Script =>
  ({ target, socket }) => {
    const start = Number(/start=(\d+)/.exec(target)?.[1] ?? 0);
    if (start === 0) answer(socket, sample);
    else
      answer(socket, Buffer.concat([patchPrefix, mar(Buffer.from(sample.subarray(lead(start))))]));
  };

test('every keyframe of the sample is played, and its picture is the right one', async () => {
  const dir = await folder();
  const [json, csv] = ['a.json', 'a.csv'].map((name) => join(dir, name));
  const { out, err, code, left } = await run('--report', `json=${json},csv=${csv}`);
  expect(err).not.toContain('seeklab:');
  expect(out).toContain('verdict pass: 30 passed, 0 warned, 0 failed, 0 skipped\n');
  expect({ code, left }).toEqual({ code: 0, left: [] });
  const { results, checks, videos } = await reportIn(`${json}`);
  expect(videos[0]?.keyframes).toBe(30);
  for (const { seek, ask } of results) {
    expect(seek).toMatchObject({ state: 'played', source: 'network', error: null });
    expect(seek.played?.timeMs).toBe(seek.expectedMs);
    expect(seek.firstPictureMs).toBeGreaterThan(seek.firstByteMs ?? Number.NaN);
    expect(ask.kind).toBe('keyframe');
  }
  const passed = (name: string) => checks.find((each) => each.code === name)?.pass;
  expect([passed('picture_came'), passed('picture_right')]).toEqual([30, 30]);
  expect((await readFile(`${csv}`, 'utf8')).split('\r\n')[0]).toContain('picture_after_ms');
});

test('a server that leads elsewhere, and one whose bytes show nothing, are found out', async () => {
  const dir = await folder();
  const path = join(dir, 'a.json');
  // Each keyframe's tag is led to that of the one 2 s later, by what the file's own index says.
  const later = server((start) => nextKeyframe(start));
  // Whoever decodes it sees no picture: what follows the first bytes of each tag is gone.
  const marred = server(
    (start) => start,
    (body) => body.fill(0xff, 40),
  );
  for (const [script, code] of [
    [later, 'picture_right'],
    [marred, 'picture_came'],
  ] as const) {
    const { url } = await scripted(script);
    const target = ['--target', `there=${url}/{name}?start={start}`, '--media', samples];
    await run('--plan', 'keyframes', '--shard', '4/10', ...target, '--report', `json=${path}`);
    const report = await reportIn(path);
    expect(report.counts).toMatchObject({ done: 3, fail: 3 });
    for (const { checks } of report.results) {
      expect(checks.find((each) => each.code === code)?.result, code).toBe('fail');
    }
  }
});

/** Where the tag of the next video keyframe begins; by a plain walk along the file. */
function nextKeyframe(from: number): number {
  const sizeAt = (at: number) => sample.readUIntBE(at + 1, 3);
  for (let at = from + 15 + sizeAt(from); at < sample.length; at += 15 + sizeAt(at)) {
    if (sample[at] === 9 && (sample[at + 11] ?? 0) >> 4 === 1) return at;
  }
  return from;
}

test('a browser that is killed costs one seek, and another one goes on', async () => {
  const path = join(await folder(), 'a.json');
  const { child, dir } = await start('--shard', '1/3', '--report', `json=${path}`, '--json');
  const ended = once(child, 'exit');
  let lines = 0;
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    const before = lines;
    lines += piece.split('\n').length - 1;
    if (before < 2 && lines >= 2) void killFirst(dir, 'browser');
  });
  const [code] = await ended;
  expect(code).toBe(1);
  const { counts, results, endedEarly } = await reportIn(path);
  expect({ ...counts, endedEarly }).toMatchObject({
    ...{ planned: 10, done: 10, fail: 1, pass: 9, endedEarly: null },
  });
  const [lost] = results.filter(({ verdict }) => verdict.result === 'fail');
  expect(lost?.seek.error).toMatchObject({
    code: 'player_lost',
    message: expect.stringMatching(/the browser ended (by SIGKILL|with exit code 137)/),
  });
});

test('a page that crashes costs one seek, too', async () => {
  const path = join(await folder(), 'a.json');
  const { child, dir } = await start('--shard', '1/3', '--report', `json=${path}`, '--json');
  const ended = once(child, 'exit');
  child.stdout.once('data', () => void killFirst(dir, 'renderer'));
  child.stdout.resume();
  expect(await ended).toEqual([1, null]);
  const { counts, results } = await reportIn(path);
  expect(counts).toMatchObject({ done: 10, fail: 1, pass: 9 });
  const [lost] = results.filter(({ verdict }) => verdict.result === 'fail');
  expect(lost?.seek.error?.message).toContain('its page went away');
});

test('a command that is killed leaves no browser behind', async () => {
  const { child, dir } = await start('--json');
  await once(child.stdout, 'data');
  const processes = await browserProcesses(dir);
  expect(processes.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['browser', 'renderer']),
  );
  child.kill('SIGKILL');
  await vi.waitFor(() => expect(processes.filter(isAlive)).toEqual([]), 60_000);
});

test('interrupted, it ends the browser and writes what was done', async () => {
  const path = join(await folder(), 'a.json');
  const { child, dir } = await start('--report', `json=${path}`, '--json');
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  const processes = await browserProcesses(dir);
  child.kill('SIGINT');
  expect(await ended).toEqual([null, 'SIGINT']);
  expect(processes.filter(isAlive)).toEqual([]);
  const { counts, endedEarly } = await reportIn(path);
  expect(endedEarly).toBe('interrupted');
  expect(counts.done).toBeGreaterThan(0);
  expect(counts.fail).toBe(0);
  expect((await readdir(dir)).filter((name) => name.startsWith('seeklab-'))).toEqual([]);
});

test('played on from each picture, stalls are seen', async () => {
  const path = join(await folder(), 'a.json');
  const { code } = await run('--plays-on', '--shard', '5/15', '--report', `json=${path}`);
  expect(code).toBe(0);
  const { results, checks } = await reportIn(path);
  expect(results.map(({ seek }) => (seek.playedOn?.watchedMs ?? 0) >= 3000)).toEqual([true, true]);
  expect(checks.find((each) => each.code === 'plays_on')?.pass).toBe(2);
});

test('without a browser, or with one that shows nothing, it says so before anything is asked', async () => {
  const missing = await run('--browser', '/nowhere/chromium');
  expect(missing).toMatchObject({ code: 2, out: '' });
  expect(missing.err).toContain('seeklab: browser_missing: ');
  const wrong = await run('--browser', await readlink('/proc/self/exe'));
  expect(wrong).toMatchObject({ code: 2, out: '', left: [] });
  expect(wrong.err).toContain('seeklab: browser_unusable: ');
});
