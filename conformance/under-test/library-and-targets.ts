import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TargetInput } from '../../app/contract/target.ts';
import { createWorkbench, type Workbench } from '../../app/core/workbench.ts';
import { createProcesses, type Processes } from '../peers/processes.ts';
import { projectDir } from '../project-dir.ts';

/** A workbench with the samples in its library, and servers over the same files. */
export interface LibraryAndTargets {
  readonly workbench: Workbench;
  readonly processes: Processes;
  readonly mediaDir: string;
  /** Adds a target that has `sample.flv`, which its answers are held against. */
  add(name: string, pattern: string, patch?: Partial<TargetInput>): Promise<void>;
  close(): Promise<void>;
}

export async function startLibraryAndTargets(): Promise<LibraryAndTargets> {
  const mediaDir = join(projectDir, 'assets', 'samples');
  const workDir = mkdtempSync(join(tmpdir(), 'seeklab-targets-'));
  const processes = createProcesses(workDir);
  const workbench = await createWorkbench({
    dataDir: join(workDir, 'data'),
    sampleDir: mediaDir,
  });
  return {
    workbench,
    processes,
    mediaDir,
    async add(name, pattern, patch = {}) {
      await workbench.call('target.add', {
        ...{ name, pattern, names: { kind: 'list', names: ['sample.flv'] } },
        reference: { kind: 'library', name: 'sample.flv' },
        ...{ expected: null, isSelfSignedAllowed: false, redirectHosts: [], fields: [] },
        ...patch,
      });
    },
    async close() {
      await Promise.all([workbench.close(), processes.close()]);
      rmSync(workDir, { recursive: true, force: true });
    },
  };
}
