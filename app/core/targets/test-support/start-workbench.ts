import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { TargetInput } from '../../../contract/target.ts';
import { makeTempDir } from '../../../origin/test-support/temp-dir.ts';
import { createWorkbench, type Workbench } from '../../workbench.ts';

const samples = join(import.meta.dirname, '../../../../assets/samples');

/** With the samples as its library; it is closed with the test. */
export async function startWorkbench(dataDir?: string): Promise<Workbench> {
  const options = { dataDir: dataDir ?? (await makeTempDir()), sampleDir: samples };
  const workbench = await createWorkbench(options);
  onTestFinished(() => workbench.close());
  return workbench;
}

/** A target `x` with the library's videos, which are its reference too. */
export const target = (pattern: string, patch: Partial<TargetInput> = {}): TargetInput => ({
  name: 'x',
  pattern,
  names: { kind: 'library' },
  reference: { kind: 'library', name: null },
  expected: null,
  isSelfSignedAllowed: false,
  redirectHosts: [],
  fields: [],
  ...patch,
});
