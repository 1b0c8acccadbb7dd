import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { SessionView } from '../../contract/session.ts';
import { makeExchange, makeSeek } from '../../contract/test-support/make-records.ts';
import { startLog } from '../log/test-support/start-log.ts';
import { listSegments } from './session-files.ts';
import { createSessions, type SessionChoice } from './sessions.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'seeklab-sessions-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
});

/** A program with that folder, as it starts. */
async function start(choice: SessionChoice = { kind: 'last' }) {
  const log = startLog();
  const sessions = createSessions({ root, log, onChange: () => undefined });
  await sessions.begin(choice);
  await sessions.settled();
  let isOpen = true;
  const end = async () => {
    if (isOpen) await sessions.close();
    isOpen = false;
  };
  onTestFinished(end);
  const numbers = () => log.page('all', 0, 1000).rows.map(({ number }) => number);
  let lastId = '';
  const id = () => {
    lastId = sessions.status().current?.id ?? lastId;
    return lastId;
  };
  id();
  return { log, sessions, end, numbers, id };
}

const seekRow = (log: ReturnType<typeof startLog>, id: string) => {
  log.putSeek(makeSeek({ id }));
  log.putExchange(makeExchange({ id: `${id}-x`, seekId: id }));
  log.putChecks(id, [
    {
      code: 'status_expected',
      result: 'fail',
      message: 'It is 404.',
      seen: '404',
      expected: '200',
      exchange: 0,
      at: null,
    },
  ]);
};

test('the log is there again after a restart, row by row as it was, and new rows stand behind', async () => {
  const first = await start();
  seekRow(first.log, 'a-1');
  first.log.putExchange(makeExchange({ id: '2', startedAtEpochMs: 2000 }));
  const before = [first.log.get(1), first.log.get(2)];
  await first.end();

  const second = await start();
  expect(second.id()).toBe(first.id());
  const ofRun = (entry: (typeof before)[number]) => ({
    ...entry,
    exchanges: entry.exchanges.map((each) => ({ ...each, id: `1.${each.id}` })),
  });
  expect([second.log.get(1), second.log.get(2)]).toEqual(before.map(ofRun));
  second.log.putExchange(makeExchange({ id: '2', target: '/another' }));
  expect(second.numbers()).toEqual([1, 2, 3]);
  expect(second.log.get(2)).toMatchObject({ exchanges: [{ id: '1.2', target: '/v/sample.flv' }] });
  await second.end();

  const third = await start();
  expect(third.numbers()).toEqual([1, 2, 3]);
  expect(third.log.get(3)).toMatchObject({ exchanges: [{ id: '2.2', target: '/another' }] });
});

test('what ran when the program ended has ended, and is no problem of a server', async () => {
  const first = await start();
  first.log.putSeek(makeSeek({ id: 'a-1', state: 'running' }));
  first.log.putExchange(makeExchange({ id: '7', outcome: 'running' }));
  await first.end();
  const { log } = await start();
  expect(log.page('all', 0, 10).rows).toMatchObject([
    { seek: { state: 'abandoned' }, isProblem: false },
    { request: { outcome: 'cut' }, isProblem: false },
  ]);
  expect(log.get(2)).toMatchObject({ exchanges: [{ error: { code: 'program_ended' } }] });
});

test('a page that outlives the program tells the row on', async () => {
  const first = await start();
  first.log.putSeek(makeSeek({ id: 'a-1', state: 'running' }));
  await first.end();
  const second = await start();
  second.log.putSeek(makeSeek({ id: 'a-1' }), true);
  await second.end();
  const { log } = await start();
  expect(log.page('all', 0, 10).rows).toMatchObject([{ number: 1, seek: { state: 'played' } }]);
});

test('what was cleared stays away, off the disk too, and numbers go on', async () => {
  const first = await start();
  first.log.putExchange(makeExchange({ id: '1', target: '/cleared' }));
  await vi.waitFor(async () => expect(await textOf(first.id())).toContain('/cleared'), 20_000);
  first.log.putExchange(makeExchange({ id: '2', outcome: 'running', target: '/kept' }));
  first.log.clear();
  await first.end();
  const texts = await textOf(first.id());
  expect(texts).not.toContain('/cleared');
  expect(texts).toContain('/kept');
  const second = await start();
  expect(second.numbers()).toEqual([2]);
  second.log.clear();
  await second.end();
  const third = await start();
  third.log.putExchange(makeExchange({ id: '1' }));
  expect(third.numbers()).toEqual([3]);
});

test('a clearing that is undone loses nothing', async () => {
  const first = await start();
  first.log.putExchange(makeExchange({ id: '1' }));
  first.log.clear();
  first.log.undoClear();
  await first.end();
  expect((await start()).numbers()).toEqual([1]);
});

test('torn, garbled and foreign lines cost only themselves', async () => {
  const first = await start();
  for (const id of ['1', '2', '3']) first.log.putExchange(makeExchange({ id }));
  await first.end();
  const [segment] = await listSegments(join(root, first.id()));
  const path = segment?.path ?? '';
  const lines = (await readFile(path, 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(4);
  lines.splice(
    2,
    1,
    lines[2]?.slice(0, 80) ?? '',
    '\0\0\0',
    '[]',
    '{"n":9,"at":1,"seekId":null,"note":"x"}',
  );
  await writeFile(path, `${lines.join('\n')}\n`);
  await appendFile(path, Buffer.from([0xff, 0xfe, 0x7b]));
  const second = await start();
  expect(second.numbers()).toEqual([1, 3]);
  second.log.putExchange(makeExchange({ id: '1' }));
  await second.end();
  await truncate(path, 10);
  expect((await start()).numbers()).toEqual([10]);
});

test('two programs with one folder each have a session of their own', async () => {
  const [first, second] = await Promise.all([start(), start()]);
  expect(second.id()).not.toBe(first.id());
  first.log.putExchange(makeExchange({ id: '1', target: '/first' }));
  second.log.putExchange(makeExchange({ id: '1', target: '/second' }));
  const list = await first.sessions.list();
  expect(list.sessions.map(({ openIn }) => openIn).sort()).toEqual(['elsewhere', 'here']);
  await expect(first.sessions.open(second.id())).rejects.toMatchObject({ code: 'session_in_use' });
  await expect(first.sessions.remove(second.id())).rejects.toMatchObject({
    code: 'session_in_use',
  });
  await second.end();
  await first.end();
  const again = await start();
  expect(again.id()).toBe(first.id());
  expect(again.log.get(1)).toMatchObject({ exchanges: [{ target: '/first' }] });
});

test('one in which nothing happened is not left behind', async () => {
  const { end } = await start();
  await end();
  expect(await readdir(root)).toEqual([]);
});

test('new, named, opened, deleted', async () => {
  const { log, sessions, id, numbers, end } = await start();
  log.putExchange(makeExchange({ id: '1', target: '/old' }));
  const old = id();
  await sessions.rename(old, 'Tuesday');
  await sessions.openNew();
  expect(numbers()).toEqual([]);
  log.putExchange(makeExchange({ id: '2', target: '/new' }));
  expect(numbers()).toEqual([1]);
  const { sessions: listed } = await sessions.list();
  expect(listed).toMatchObject([
    { rowCount: 1, openIn: 'here' },
    { name: 'Tuesday', rowCount: 1 },
  ]);
  const next = id();
  await sessions.open(old);
  await sessions.settled();
  expect(log.get(1)).toMatchObject({ exchanges: [{ target: '/old' }] });
  await expect(sessions.remove(old)).rejects.toMatchObject({ code: 'session_open' });
  await sessions.remove(next);
  await end();
  const named = await start({ kind: 'named', name: 'Tuesday' });
  expect(named.numbers()).toEqual([1]);
  await named.end();
  await expect(start({ kind: 'named', name: 'Friday' })).rejects.toMatchObject({
    code: 'session_unknown',
  });
  expect((await start({ kind: 'new' })).numbers()).toEqual([]);
});

test('what ran when another session was opened is no row of that one', async () => {
  const { log, sessions, numbers } = await start();
  log.putExchange(makeExchange({ id: '1', outcome: 'running' }));
  log.putSeek(makeSeek({ id: 'a-1', state: 'running' }));
  await sessions.openNew();
  log.putExchange(makeExchange({ id: '1' }));
  log.putSeek(makeSeek({ id: 'a-1' }), true);
  expect(numbers()).toEqual([]);
});

test.each(['out.jsonl', 'out.jsonl.gz'])('exported to %s and imported', async (file) => {
  const { log, sessions, id } = await start();
  seekRow(log, 'a-1');
  log.putExchange(makeExchange({ id: '2' }));
  await sessions.rename(id(), 'Tuesday');
  const before = [log.get(1), log.get(2)];
  const path = join(root, file);
  await sessions.exportTo(id(), path);
  await expect(sessions.exportTo(id(), path)).rejects.toMatchObject({
    code: 'session_export_failed',
  });
  const imported = await sessions.importFrom(path);
  expect(imported.unreadable).toBe(0);
  await sessions.open(imported.id);
  await sessions.settled();
  expect(sessions.status().current?.name).toBe('Tuesday');
  for (const [i, entry] of before.entries()) {
    const { exchanges } = log.get(i + 1);
    expect(exchanges.map((each) => ({ ...each, id: each.id.slice(2) }))).toEqual(entry.exchanges);
    expect(log.get(i + 1)).toMatchObject({ verdict: entry.verdict, checks: entry.checks });
  }
});

test.each([
  ['empty', ''],
  ['no session', '{"a":1}\n'],
  ['binary', '\x1f\x8bnothing packed'],
])('a file that is %s is refused, and leaves nothing', async (_, content) => {
  const { sessions } = await start();
  const path = join(root, 'given');
  await writeFile(path, content, 'latin1');
  const before = await readdir(root);
  await expect(sessions.importFrom(path)).rejects.toMatchObject({ code: 'session_file_unusable' });
  expect(await readdir(root)).toEqual(before);
});

test('a folder that cannot be written to is told, and ends nothing', async () => {
  await writeFile(join(root, 'file'), '');
  const log = startLog();
  const sessions = createSessions({ root: join(root, 'file'), log, onChange: () => undefined });
  await sessions.begin({ kind: 'last' });
  expect(sessions.status()).toMatchObject({ current: null, error: { code: 'session_unwritable' } });
  await rm(join(root, 'file'));
  await sessions.openNew();
  // What was in the way is gone, and so is the complaint.
  expect(sessions.status()).toMatchObject({ current: { name: expect.any(String) }, error: null });
  await sessions.close();
});

test('what changes is on the disk soon, without being asked', async () => {
  const { log, id } = await start();
  log.putExchange(makeExchange({ id: '1', target: '/soon' }));
  await vi.waitFor(async () => expect(await textOf(id())).toContain('/soon'), 20_000);
});

test('where somebody was is told once after a restart', async () => {
  const first = await start();
  expect(first.sessions.takeView()).toBeNull();
  first.log.putExchange(makeExchange({ id: '1' }));
  const view: SessionView = {
    hash: '#video=a.flv&t=3',
    filter: 'failed',
    text: 'picture>100',
    sort: { by: 'picture', isDescending: true },
    rowNumber: 1,
  };
  await first.sessions.keepView(view);
  await first.end();
  const { sessions } = await start();
  expect(sessions.takeView()).toEqual(view);
  expect(sessions.takeView()).toBeNull();
});

async function textOf(id: string): Promise<string> {
  const segments = await listSegments(join(root, id));
  const texts = await Promise.all(segments.map(({ path }) => readFile(path)));
  return texts.map((bytes) => (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString()).join('');
}
