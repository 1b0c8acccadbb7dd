import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Exchange } from '../../contract/exchange.ts';
import { type Fault, MAX_FAULTS } from '../../contract/fault.ts';
import { makeTempDir } from '../../origin/test-support/temp-dir.ts';
import { run } from '../test-support/run.ts';
import { createWorkbench, type Workbench, type WorkbenchOptions } from '../workbench.ts';

const samples = join(import.meta.dirname, '../../../assets/samples');
const START = 700_000;

async function start(options: Partial<WorkbenchOptions> = {}): Promise<Workbench> {
  const workbench = await createWorkbench({
    dataDir: await makeTempDir(),
    sampleDir: samples,
    ...options,
  });
  onTestFinished(() => workbench.close());
  return workbench;
}

/** Gathers what the workbench records, finished exchanges only, by the client's target. */
function recordOf(workbench: Workbench): Map<string, Exchange> {
  const byTarget = new Map<string, Exchange>();
  workbench.log.tap({
    onExchange: (exchange) =>
      exchange.outcome !== 'running' && byTarget.set(exchange.target, exchange),
  });
  return byTarget;
}

async function ask(workbench: Workbench, target: string): Promise<Buffer> {
  const response = await fetch(`${workbench.reproxyUrl}${target}`);
  return Buffer.from(await response.arrayBuffer());
}

const textsOf = (faults: readonly Fault[]) => faults.map(({ text }) => text);

describe('operations', () => {
  it('switch on, list, switch off, and tell every door', async () => {
    const workbench = await start();
    const told: string[][] = [];
    workbench.subscribe((event) => {
      if (event.event === 'faults') told.push(textsOf(event.data));
    });
    expect(await run(workbench, 'faults.list', {})).toEqual([]);
    await run(workbench, 'faults.add', { text: 'storage:stall ; application:two-starts,every=2' });
    const { faults: on, added } = await run(workbench, 'faults.add', {
      text: 'storage:404,every=1,seed=1',
    });
    expect(textsOf(on)).toEqual([
      'storage:stall@+1000',
      'application:two-starts,every=2',
      'storage:404',
    ]);
    expect(added).toEqual([3]);
    expect(on[2]?.says).toBe('Answers that there is no such file.');
    await run(workbench, 'faults.remove', { id: on[0]?.id });
    expect(textsOf(await run(workbench, 'faults.list', {}))).toHaveLength(2);
    expect(await run(workbench, 'faults.clear', {})).toEqual([]);
    expect(told.map((texts) => texts.length)).toEqual([2, 3, 2, 0]);
  });

  it.each([
    ['faults.add', { text: 'storage:stal' }, 'fault_not_understood'],
    ['faults.add', { text: 'storage:404;storage:' }, 'fault_not_understood'],
    ['faults.add', { text: 'tracker:down' }, 'fault_never_shown'],
    [
      'faults.add',
      {
        text: Array(MAX_FAULTS + 1)
          .fill('storage:404')
          .join(';'),
      },
      'faults_too_many',
    ],
    ['faults.add', { text: '' }, 'input_invalid'],
    ['faults.remove', { id: 7 }, 'fault_unknown'],
  ])('%s %o is refused as %s, and nothing is on', async (name, input, code) => {
    const workbench = await start();
    expect(await workbench.run(name, input)).toMatchObject({ ok: false, error: { code } });
    expect(await run(workbench, 'faults.list', {})).toEqual([]);
  });

  it('are on from the start where they were asked for, and a mistake starts nothing', async () => {
    const workbench = await start({ faults: ['storage:404', 'application:latency=5'] });
    expect(textsOf(await run(workbench, 'faults.list', {}))).toHaveLength(2);
    await expect(start({ faults: ['storage:nothing'] })).rejects.toMatchObject({
      code: 'fault_not_understood',
    });
  });
});

describe('the record', () => {
  it('names the fault of each third, and of no other', async () => {
    const workbench = await start({ faults: ['storage:404,every=3'] });
    const record = recordOf(workbench);
    const targets = [1, 2, 3, 4, 5, 6].map((n) => `/v/sample.flv?start=${START + n}`);
    for (const target of targets) await ask(workbench, target);
    await expect.poll(() => record.size).toBe(6);
    const shown = targets.map((target) => record.get(target)?.faults);
    expect(shown).toEqual([[], [], ['storage:404,every=3'], [], [], ['storage:404,every=3']]);
  });

  it('names it for exactly those whose bytes are wrong, however many ask at once', async () => {
    const workbench = await start({
      faults: ['storage:flipped-byte@+9,chance=0.5,seed=3'],
      configuration: { pace: null },
    });
    const record = recordOf(workbench);
    const file = await readFile(join(samples, 'sample.flv'));
    const targets = Array.from({ length: 60 }, (_, n) => `/v/sample.flv?start=${1_400_000 + n}`);
    const bodies = await Promise.all(targets.map((target) => ask(workbench, target)));
    await expect.poll(() => record.size).toBe(targets.length);
    const isWrong = bodies.map(
      (body, n) => !body.subarray(13).equals(file.subarray(1_400_000 + n)),
    );
    expect(targets.map((target) => record.get(target)?.faults.length === 1)).toEqual(isWrong);
    expect(isWrong.filter(Boolean).length).toBeGreaterThan(10);
    expect(isWrong.filter(Boolean).length).toBeLessThan(50);
  });

  it('names those of storage and application together, and none of another video', async () => {
    const workbench = await start({
      faults: ['application:latency=1;storage:other-version', 'storage:404,video=no-index.flv'],
    });
    const record = recordOf(workbench);
    const target = `/v/sample.flv?start=${START}`;
    await ask(workbench, target);
    await expect
      .poll(() => record.get(target)?.faults)
      .toEqual(['application:latency=1', 'storage:other-version']);
  });

  it('stays in the log as long as the row does', async () => {
    const workbench = await start({ faults: ['storage:404'] });
    await ask(workbench, `/v/sample.flv?start=${START}&seek=p-1`);
    await expect
      .poll(async () => (await run(workbench, 'log.get', { number: 1 })).exchanges[0]?.faults)
      .toEqual(['storage:404']);
  });
});

describe('a part that is down', () => {
  const isUp = async (workbench: Workbench) =>
    (await run(workbench, 'system.status', {})).storage.isUp;

  it('takes no connections, and the exchange says that it was asked to', async () => {
    const workbench = await start();
    const record = recordOf(workbench);
    const { added } = await run(workbench, 'faults.add', { text: 'storage:down' });
    expect(await isUp(workbench)).toBe(false);
    const target = `/v/sample.flv?start=${START}`;
    await ask(workbench, target);
    await expect.poll(() => record.get(target)?.faults).toEqual(['storage:down']);
    expect(record.get(target)?.error?.code).toBe('storage_unreachable');
    await run(workbench, 'faults.remove', { id: added[0] });
    expect(await isUp(workbench)).toBe(true);
  });

  it('stays down while it is switched off by hand, too', async () => {
    const workbench = await start();
    const record = recordOf(workbench);
    await run(workbench, 'system.switch-part', { part: 'storage', isUp: false });
    await run(workbench, 'faults.add', { text: 'storage:down' });
    await run(workbench, 'faults.clear', {});
    expect(await isUp(workbench)).toBe(false);
    const target = `/v/sample.flv?start=${START}`;
    await ask(workbench, target);
    await expect.poll(() => record.get(target)?.outcome).toBe('failed');
    // Nobody asked for a fault.
    expect(record.get(target)?.faults).toEqual([]);
    await run(workbench, 'faults.add', { text: 'storage:down' });
    await run(workbench, 'system.switch-part', { part: 'storage', isUp: true });
    expect(await isUp(workbench)).toBe(false);
    await run(workbench, 'faults.clear', {});
    expect(await isUp(workbench)).toBe(true);
  });
});
