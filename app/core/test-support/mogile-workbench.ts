import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { makeTempDir } from '../../origin/test-support/temp-dir.ts';
import { createWorkbench, type Workbench, type WorkbenchOptions } from '../workbench.ts';
import { type ClusterOptions, samplePath, startCluster } from './mogile-cluster.ts';

/** A workbench whose application looks keys up at these trackers; closed with the test. */
export async function startWorkbench(
  trackers: readonly string[],
  options: Partial<WorkbenchOptions> = {},
): Promise<Workbench> {
  const workbench = await createWorkbench({
    dataDir: await makeTempDir(),
    sampleDir: join(samplePath, '..'),
    mogile: { trackers, domain: 'videos' },
    ...options,
  });
  onTestFinished(() => workbench.close());
  return workbench;
}

/** Trackers, storage nodes, and a workbench in front of them. */
export async function startBoth(options: ClusterOptions) {
  const cluster = await startCluster(options);
  return { cluster, workbench: await startWorkbench(cluster.trackers) };
}
