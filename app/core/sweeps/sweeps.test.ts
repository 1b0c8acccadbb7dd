import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { REPORT_PIECE_BYTES, type SweepOrder, type SweepState } from '../../contract/sweep-run.ts';
import { createScriptedServer } from '../../proxy/test-support/scripted-server.ts';
import { createWorkbench, type Workbench } from '../workbench.ts';

const sampleDir = join(import.meta.dirname, '../../../assets/samples');
vi.setConfig({ testTimeout: 60_000 });
const patch = { personality: 'perlbal-patch', hasQuirks: false } as const;
const order: SweepOrder = {
  ...{ plan: 'keyframes', seed: 1, videos: ['sample.flv'], personalities: [patch], targets: [] },
  ...{ concurrency: 2, maxFailures: null, isWhole: false, limits: { firstByteMs: 60_000 } },
};
const all = { verdict: null, video: null, target: null, code: null, place: null };

async function startBench() {
  const dataDir = await mkdtemp(join(tmpdir(), 'seeklab-sweeps-'));
  const workbench = await createWorkbench({ dataDir, sampleDir });
  onTestFinished(async () => {
    await workbench.close();
    await rm(dataDir, { recursive: true });
  });
  return { workbench, dataDir };
}

/** Waits for its end; gives all that whoever watches was told. */
async function watch(workbench: Workbench, { id }: SweepState) {
  const told: SweepState[] = [];
  const end = await workbench.call(
    'sweeps.watch',
    { id },
    { onProgress: (state) => told.push(state) },
  );
  return { end, told };
}

it('a sweep is beside the system that the window shows: another log, other manners', async () => {
  const { workbench } = await startBench();
  const events: string[] = [];
  workbench.subscribe(({ event, data }) => {
    if (event === 'sweeps') events.push((data as SweepState[])[0]?.phase ?? 'none');
  });
  const nginx = { personality: 'nginx', hasQuirks: false } as const;
  const ground = { plan: 'keyframes+edges', seed: 1, videos: ['sample.flv'], targets: [] };
  const { asks } = await workbench.call('sweeps.count', {
    ...ground,
    personalities: [patch, nginx],
  });
  const begun = await workbench.call('sweeps.start', {
    ...{ ...order, ...ground, personalities: [patch, nginx] },
  });
  const { end, told } = await watch(workbench, begun);
  expect(end).toMatchObject({ phase: 'over', error: null, summary: { endedEarly: null } });
  expect(end.summary.counts).toMatchObject({ planned: asks, done: asks, fail: 0 });
  expect(end.summary.targets.map(({ personality }) => personality)).toEqual([
    'perlbal-patch',
    'nginx',
  ]);
  expect(told.length).toBeGreaterThan(0);
  expect(events).toContain('running');
  expect(events.at(-1)).toBe('over');

  const { fitting, rows } = await workbench.call('sweeps.page', {
    ...{ id: end.id, filter: { ...all, target: 1 }, sort: null, from: 0, count: 10 },
  });
  expect(fitting).toBe(asks / 2);
  const result = await workbench.call('sweeps.result', {
    id: end.id,
    number: rows[0]?.number ?? 0,
  });
  expect(result.exchanges[0]).toMatchObject({ answeredAs: nginx });
  const status = await workbench.call('system.status', {});
  expect(status.configuration.personality).toBe('perlbal-patch');
  expect(workbench.log.counts().all).toBe(0);
  const cells = await workbench.call('sweeps.strip', {
    ...{ id: end.id, filter: { ...all, video: 0 }, edges: [0, 1_000_000, 100_000_000] },
  });
  expect(cells.every((cell) => cell !== null && cell.pass > 0)).toBe(true);
});

it('paused at once, it begins nothing; resumed, it goes on to its end', async () => {
  const { workbench } = await startBench();
  const begun = await workbench.call('sweeps.start', order);
  const watching = watch(workbench, begun);
  await workbench.call('sweeps.pause', { id: begun.id });
  await vi.waitFor(async () => expect((await newest(workbench)).phase).toBe('paused'), PATIENCE);
  await expect(workbench.call('sweeps.start', order)).rejects.toMatchObject({
    code: 'sweep_running',
  });
  await expect(
    workbench.call('sweeps.write', { id: begun.id, format: 'csv', path: null }),
  ).rejects.toMatchObject({ code: 'sweep_running' });
  expect((await newest(workbench)).summary.counts.done).toBe(0);
  await workbench.call('sweeps.resume', { id: begun.id });
  const { end } = await watching;
  expect(end).toMatchObject({ phase: 'over', summary: { endedEarly: null } });
  expect(end.summary.counts.done).toBe(end.summary.counts.planned);
  await expect(workbench.call('sweeps.pause', { id: begun.id })).rejects.toMatchObject({
    code: 'sweep_over',
  });
});

it('paused in the middle and cancelled: what was done stays, is written, and is loaded again', async () => {
  const { workbench, dataDir } = await startBench();
  const begun = await workbench.call('sweeps.start', { ...order, plan: 'random:100000' });
  const watching = watch(workbench, begun);
  const hasBegun = async () =>
    expect((await newest(workbench)).summary.counts.done).toBeGreaterThan(20);
  await vi.waitFor(hasBegun, PATIENCE);
  const paused = await workbench.call('sweeps.pause', { id: begun.id });
  // Those that were under way come in: as many as there are lanes.
  const limit = paused.summary.counts.done + order.concurrency;
  for (let turn = 1; turn <= 20; turn += 1) {
    await workbench.call('video.check', { name: 'sample.flv', state: String(turn) });
    expect((await newest(workbench)).summary.counts.done).toBeLessThanOrEqual(limit);
  }
  await workbench.call('sweeps.cancel', { id: begun.id });
  const { end } = await watching;
  expect(end).toMatchObject({ phase: 'over', summary: { endedEarly: 'interrupted' } });

  const path = join(dataDir, 'report.json');
  const asked = { id: end.id, format: 'json', path } as const;
  await workbench.call('sweeps.write', asked);
  await expect(workbench.call('sweeps.write', asked)).rejects.toMatchObject({
    code: 'output_unwritable',
  });
  const loaded = (await watch(workbench, await load(workbench, await readFile(path)))).end;
  expect(loaded).toMatchObject({ phase: 'over', fileName: 'ci.json', order: null, error: null });
  expect(loaded.summary).toEqual(end.summary);
  const rowsOf = async (id: string) =>
    (await workbench.call('sweeps.page', { id, filter: all, sort: null, from: 0, count: 300 }))
      .rows;
  expect(await rowsOf(loaded.id)).toEqual(await rowsOf(end.id));
  const left = await workbench.call('sweeps.forget', { id: end.id });
  expect(left.map(({ id }) => id)).toEqual([loaded.id]);
  await expect(workbench.call('sweeps.times', { id: end.id, filter: all })).rejects.toMatchObject({
    code: 'sweep_unknown',
  });
});

const PATIENCE = { timeout: 40_000 };

async function newest(workbench: Workbench): Promise<SweepState> {
  const [state] = await workbench.call('sweeps.list', {});
  if (!state) throw new Error('there is no sweep');
  return state;
}

/** As a page does it: piece by piece. */
async function load(workbench: Workbench, bytes: Buffer): Promise<SweepState> {
  let upload: string | null = null;
  for (let at = 0; upload === null || at < bytes.length; at += REPORT_PIECE_BYTES) {
    const piece = bytes.subarray(at, at + REPORT_PIECE_BYTES).toString('base64');
    upload = (await workbench.call('sweeps.upload', { upload, fileName: 'ci.json', piece })).upload;
  }
  return workbench.call('sweeps.load', { upload });
}

it('what is no report is told, and leaves nothing behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'seeklab-uploads-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { workbench } = await startBench();
  await expect(load(workbench, Buffer.from('{"a":1}'))).rejects.toMatchObject({
    code: 'report_unusable',
    message: expect.stringContaining('ci.json'),
  });
  expect(await workbench.call('sweeps.list', {})).toEqual([]);
  expect((await readdir(folder)).filter((name) => name.startsWith('seeklab-report'))).toEqual([]);
});

it.each([
  ['a video that there is not', { videos: ['gone.flv'] }, 'video_unknown'],
  ['a target that there is not', { personalities: [], targets: ['gone'] }, 'target_unknown'],
  ['nobody to ask', { personalities: [] }, 'sweep_nobody'],
  ['a plan that is none', { plan: 'keyframe' }, 'plan_not_understood'],
  ['too many', { plan: 'random:200001' }, 'sweep_too_large'],
])('%s is told before it starts, and as its failure', async (_, wrong, code) => {
  const { workbench } = await startBench();
  const {
    concurrency: _c,
    maxFailures: _m,
    isWhole: _w,
    limits: _l,
    ...ground
  } = { ...order, ...wrong };
  await expect(workbench.call('sweeps.count', ground)).rejects.toMatchObject({ code });
  const { end } = await watch(
    workbench,
    await workbench.call('sweeps.start', { ...order, ...wrong }),
  );
  expect(end).toMatchObject({ phase: 'failed', error: { code } });
});

it('ends when the target is gone', async () => {
  const { workbench } = await startBench();
  const server = await createScriptedServer(({ socket }) => void socket.destroy());
  const pattern = `${server.url}/v/{name}?start={start}`;
  await workbench.call('target.add', {
    ...{ name: 'there', pattern, names: { kind: 'library' }, fields: [], redirectHosts: [] },
    ...{ reference: { kind: 'library', name: null }, isSelfSignedAllowed: false, expected: null },
  });
  await server.close();
  const begun = await workbench.call('sweeps.start', {
    ...{ ...order, personalities: [], targets: ['there'], plan: 'random:500' },
  });
  const { end } = await watch(workbench, begun);
  expect(end.summary).toMatchObject({
    endedEarly: 'unreachable',
    targets: [{ name: 'there', pattern }],
  });
});

it('sweeps as the system is: without storage, everything fails', async () => {
  const { workbench } = await startBench();
  await workbench.call('system.switch-part', { part: 'storage', isUp: false });
  const begun = await workbench.call('sweeps.start', { ...order, maxFailures: 3 });
  const { end } = await watch(workbench, begun);
  expect(end.summary).toMatchObject({ endedEarly: 'max_failures', counts: { pass: 0 } });
});
