import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { TargetInput } from '../../../contract/target.ts';
import { makeTempDir } from '../../../origin/test-support/temp-dir.ts';
import { run } from '../../test-support/run.ts';
import { createWorkbench, type Workbench } from '../../workbench.ts';

const samples = join(import.meta.dirname, '../../../../assets/samples');

async function startWorkbench(): Promise<Workbench> {
  const workbench = await createWorkbench({ dataDir: await makeTempDir(), sampleDir: samples });
  onTestFinished(() => workbench.close());
  return workbench;
}

const target = (pattern: string): TargetInput => ({
  name: 'x',
  pattern,
  names: { kind: 'library' },
  reference: { kind: 'library', name: null },
  expected: null,
  isSelfSignedAllowed: false,
  redirectHosts: [],
  fields: [],
});

it('tells each of our own personalities by its answers, row by row', async () => {
  const [workbench, server] = await Promise.all([startWorkbench(), startWorkbench()]);
  await run(workbench, 'target.add', target(`${server.reproxyUrl}/v/{name}?start={start}`));
  const isAs = async (personality: string, hasQuirks: boolean) => {
    await run(server, 'system.configure', { personality, hasQuirks });
    const identity = await run(workbench, 'target.identify', {
      name: 'x',
      videoName: 'sample.flv',
    });
    const own = identity.likenesses.find(
      (each) => each.personality === personality && each.hasQuirks === hasQuirks,
    );
    expect(own?.rows.filter(({ isSame }) => !isSame)).toEqual([]);
    const all = identity.likenesses.filter(({ same, rows }) => same === rows.length);
    return all.map((each) => each.personality);
  };
  const afterHead = async () => {
    const asked = { name: 'x', videoName: 'sample.flv' };
    const { likenesses } = await run(workbench, 'target.identify', asked);
    return likenesses[0]?.rows.find(({ trait }) => trait === 'bytes after the head');
  };
  // From outside the plugin answers as the patch does.
  expect(await isAs('perlbal-patch', false)).toEqual(['perlbal-patch', 'perlbal-plugin']);
  expect(await isAs('perlbal-patch', true)).toEqual(['perlbal-patch']);
  expect(await afterHead()).toMatchObject({ seen: '13', expected: '13' });
  expect(await isAs('perlbal-plugin', false)).toEqual(['perlbal-patch', 'perlbal-plugin']);
  expect(await isAs('nginx', false)).toEqual(['nginx']);
  expect(await isAs('lighttpd', false)).toEqual(['lighttpd']);
  expect(await isAs('spec', false)).toEqual(['spec']);
  expect(await isAs('cdn', false)).toEqual(['cdn']);
}, 60_000);

it('cannot tell who it is that is asked by Range', async () => {
  const [workbench, server] = await Promise.all([startWorkbench(), startWorkbench()]);
  const { storage } = await run(server, 'system.status', {});
  await run(workbench, 'target.add', target(`${storage.url}/{name}`));
  const asked = { name: 'x', videoName: 'sample.flv' };
  expect(await workbench.run('target.identify', asked)).toMatchObject({
    error: { code: 'target_not_identified' },
  });
});
