import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { createScriptedServer } from '../proxy/test-support/scripted-server.ts';
import type { Seeklab } from './seeklab.ts';
import { startSeeklab } from './start-seeklab.ts';

const started: Seeklab[] = [];
afterEach(() => Promise.all(started.splice(0).map((seeklab) => seeklab.close())));

async function start(...args: Parameters<typeof startSeeklab>): Promise<Seeklab> {
  const seeklab = await startSeeklab(...args);
  started.push(seeklab);
  return seeklab;
}

const get = async (url: string, headers = {}) => (await fetch(url, { headers })).arrayBuffer();
const failing = ({ checks }: { checks: readonly { code: string; result: string }[] }) =>
  checks.filter(({ result }) => result === 'fail').map(({ code }) => code);

test('a seek of its own lands on the keyframe and passes', async () => {
  const seeklab = await start();
  const judged = await seeklab.seek('sample.flv', '#15');
  expect(judged.seek).toMatchObject({ status: 200, landed: { isKeyframe: true, timeMs: 30_000 } });
  expect(judged.verdict.result).toBe('pass');
  expect(judged.exchanges[0]?.prefixHex).toBe('464c5601010000000900000009');
});

test('a seek of any client is judged, once its answer has ended', async () => {
  const seeklab = await start();
  const waiting = seeklab.waitForSeek({ name: 'sample.flv' });
  await get(seeklab.videoUrl('sample.flv'));
  await get(seeklab.videoUrl('sample.flv', { start: 735_244 }));
  const judged = await waiting;
  expect(judged.exchanges[0]?.target).toBe('/v/sample.flv?start=735244');
  expect(judged.checks.find(({ code }) => code === 'starts_on_keyframe')?.result).toBe('pass');
  expect(judged.checks.find(({ code }) => code === 'body_exact')?.result).toBe('pass');
  expect(failing(judged)).toEqual([]);
});

test('a seek into the middle of a tag lands on no keyframe, and the server is not to blame', async () => {
  const seeklab = await start();
  await get(seeklab.videoUrl('sample.flv', { start: 700_000 }));
  const judged = await seeklab.waitForSeek();
  expect(judged.verdict.result).toBe('pass');
  expect(judged.checks.find(({ code }) => code === 'starts_on_keyframe')?.result).toBe('skip');
});

test('each seek is given once, in order, and one that was asked for by its byte before others', async () => {
  const seeklab = await start();
  for (const start of [735_244, 1190, 735_244]) {
    await get(seeklab.videoUrl('sample.flv', { start }));
  }
  const second = await seeklab.waitForSeek({ start: 1190 });
  const rest = [await seeklab.waitForSeek(), await seeklab.waitForSeek()];
  const ids = [second, ...rest].map(({ exchanges }) => exchanges[0]?.id);
  expect(new Set(ids).size).toBe(3);
  await expect(seeklab.waitForSeek({ timeoutMs: 1 })).rejects.toMatchObject({
    code: 'wait_timeout',
  });
});

test('forgotten seeks are waited for no more', async () => {
  const seeklab = await start();
  await get(seeklab.videoUrl('sample.flv', { start: 1190 }));
  await expect.poll(() => seeklab.exchanges().at(-1)?.outcome).toBe('complete');
  seeklab.forgetSeeks();
  await get(seeklab.videoUrl('sample.flv', { start: 735_244 }));
  const { exchanges } = await seeklab.waitForSeek();
  expect(exchanges[0]?.target).toContain('735244');
});

test('the manner can be changed while it runs, and a part taken away', async () => {
  const seeklab = await start({ personality: 'nginx' });
  const nginx = await seeklab.seek('sample.flv', '#15');
  expect(nginx.exchanges[0]?.prefixHex).toBe('464c5601050000000900000000');
  await seeklab.personality('perlbal-patch');
  await seeklab.fault('storage:down');
  const broken = await seeklab.seek('sample.flv', '#20');
  expect(broken.seek?.error?.code).toBe('storage_unreachable');
  await seeklab.clearFaults();
  expect((await seeklab.seek('sample.flv', '#20')).verdict.result).toBe('pass');
});

test('a target is asked through the relay, and held against the file of that name', async () => {
  const seeklab = await start();
  const server = await createScriptedServer(({ socket }) =>
    socket.end('HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nContent-Length: 4\r\n\r\nnope'),
  );
  await seeklab.target({
    name: 'mine',
    pattern: `${server.url}/{name}?start={start}`,
    headers: { Cookie: 'secret' },
  });
  await get(seeklab.videoUrl('sample.flv', { target: 'mine', start: 735_244 }));
  const judged = await seeklab.waitForSeek();
  expect(failing(judged)).toContain('body_exact');
  expect(JSON.stringify(judged)).not.toContain('secret');
  await server.close();
});

test('videos can be added by file and by folder, or are told to be missing', async () => {
  const seeklab = await start();
  const dir = await mkdtemp(join(tmpdir(), 'seeklab-node-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  const sample = join(import.meta.dirname, '../../assets/samples/no-index.flv');
  await copyFile(sample, join(dir, 'one.flv'));
  expect(await seeklab.addVideo(join(dir, 'one.flv'))).toEqual(['one.flv']);
  await mkdir(join(dir, 'more'));
  await copyFile(sample, join(dir, 'more', 'two.flv'));
  const names = await seeklab.addVideo(join(dir, 'more'));
  expect(names).toHaveLength(1);
  expect((await seeklab.seek(names[0] ?? '', '0')).seek?.status).toBe(200);
  await expect(seeklab.addVideo(join(dir, 'nothing-here.flv'))).rejects.toMatchObject({
    code: 'path_unusable',
  });
});

test('closing frees the port, ends who waits, and leaves nothing behind', async () => {
  const seeklab = await start();
  const waiting = seeklab.waitForSeek();
  const ended = expect(waiting).rejects.toMatchObject({ code: 'wait_timeout' });
  await Promise.all([seeklab.close(), seeklab.close()]);
  await ended;
  await expect(fetch(seeklab.reproxyUrl)).rejects.toThrow();
});

test('two of them do not see each other', async () => {
  const [one, two] = await Promise.all([start(), start()]);
  await get(one.videoUrl('sample.flv', { start: 1190 }));
  await one.waitForSeek();
  expect(two.exchanges()).toEqual([]);
});
