import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SystemStatus } from '../../contract/system.ts';
import { createApplication } from '../../origin/application.ts';
import { serveFolder } from '../../origin/test-support/serve-folder.ts';
import { makeTempDir } from '../../origin/test-support/temp-dir.ts';
import { run } from '../test-support/run.ts';
import { createWorkbench, type Workbench } from '../workbench.ts';

const samples = join(import.meta.dirname, '../../../assets/samples');

async function startWorkbench(): Promise<Workbench> {
  const workbench = await createWorkbench({ dataDir: await makeTempDir(), sampleDir: samples });
  onTestFinished(() => workbench.close());
  return workbench;
}

/** The user's own application and storage. */
async function startOwn() {
  const storage = await serveFolder(samples);
  const application = await createApplication({
    storageUrls: () => [`${storage.url}/no-index.flv`],
  });
  onTestFinished(() => application.close());
  return { application, storageAddress: storage.url.replace('http://', '') };
}

const configure = (workbench: Workbench, patch: object) =>
  run(workbench, 'system.configure', patch);

async function askSeek(workbench: Workbench, name = 'sample.flv') {
  const response = await fetch(`${workbench.reproxyUrl}/v/${name}?start=1000`);
  return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
}

describe('system.configure', () => {
  it('leads to another application and storage, and back', async () => {
    const [workbench, own] = await Promise.all([startWorkbench(), startOwn()]);
    const embedded = await askSeek(workbench);

    const status = await configure(workbench, { applicationUrl: own.application.url });
    expect(status).toMatchObject({
      application: { url: own.application.url, isEmbedded: false },
      configuration: { applicationUrl: own.application.url, storageAllow: [] },
    });
    const refused = await askSeek(workbench);
    expect(refused.status).toBe(503);
    expect(refused.body.toString()).toMatch(/^storage_not_allowed/);

    await configure(workbench, { storageAllow: [own.storageAddress] });
    const allowed = await askSeek(workbench);
    expect(allowed.status).toBe(200);
    expect(allowed.body.equals(embedded.body)).toBe(false);

    await configure(workbench, { applicationUrl: null });
    expect((await askSeek(workbench)).body.equals(embedded.body)).toBe(true);
  });

  it('changes the personality of the next answer', async () => {
    const workbench = await startWorkbench();
    const prefixOf = async () => (await askSeek(workbench)).body.subarray(0, 13).toString('hex');
    expect(await prefixOf()).toBe('464c5601010000000900000009');
    await configure(workbench, { personality: 'nginx' });
    expect(await prefixOf()).toBe('464c5601050000000900000000');
    await configure(workbench, { personality: 'perlbal-patch' });
    expect(await prefixOf()).toBe('464c5601010000000900000009');
  });

  it('turns the bugs of the patch on and off', async () => {
    const workbench = await startWorkbench();
    const beyond = async () => {
      const response = await fetch(`${workbench.reproxyUrl}/v/sample.flv?start=999999999`);
      await response.arrayBuffer();
      return response.status;
    };
    expect(await beyond()).toBe(416);
    await configure(workbench, { hasQuirks: true });
    expect(await beyond()).toBe(200);
    await configure(workbench, { hasQuirks: false });
    expect(await beyond()).toBe(416);
  });

  it('tells every door', async () => {
    const workbench = await startWorkbench();
    const told = new Promise<SystemStatus>((resolve) => {
      workbench.subscribe((event) => event.event === 'system' && resolve(event.data));
    });
    const status = await configure(workbench, { personality: 'spec' });
    expect(await told).toEqual(status);
    expect(status.configuration.personality).toBe('spec');
  });

  it.each([
    ['no URL', { applicationUrl: 'localhost:8080' }, 'configuration_invalid'],
    ['another scheme', { applicationUrl: 'file:///etc/passwd' }, 'configuration_invalid'],
    ['storage without a port', { storageAllow: ['node'] }, 'configuration_invalid'],
    [
      'one of several',
      { personality: 'nginx', storageAllow: ['a:1', 'b'] },
      'configuration_invalid',
    ],
    ['an unknown personality', { personality: 'apache' }, 'input_invalid'],
    ['a line break', { storageAllow: ['a:1\nb:2'] }, 'configuration_invalid'],
  ])('%s is a coded error and changes nothing', async (_, patch, code) => {
    const workbench = await startWorkbench();
    const before = await run(workbench, 'system.status', {});
    expect(await workbench.run('system.configure', patch)).toMatchObject({
      ok: false,
      error: { code },
    });
    expect(await run(workbench, 'system.status', {})).toEqual(before);
    expect((await askSeek(workbench)).status).toBe(200);
  });

  it('with nothing changes nothing', async () => {
    const workbench = await startWorkbench();
    const before = await run(workbench, 'system.status', {});
    expect(await configure(workbench, {})).toEqual(before);
  });
});
