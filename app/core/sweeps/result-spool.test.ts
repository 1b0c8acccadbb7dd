import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { makeResult } from '../../report/test-support/make-sweep.ts';
import { openResultSpool } from './result-spool.ts';

it('gives back what was put in, as often as it is wanted, and leaves nothing behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'seeklab-spool-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const spool = await openResultSpool();
  onTestFinished(() => spool.close());
  const results = Array.from({ length: 2000 }, (_, i) =>
    makeResult({ number: i + 1, plan: 'é'.repeat(i % 90) }),
  );
  for (const result of results.slice(0, 1500)) await spool.add(result);
  const read = async () => {
    const all = [];
    for await (const result of spool.results()) all.push(result);
    return all;
  };
  expect(await read()).toEqual(results.slice(0, 1500));
  for (const result of results.slice(1500)) await spool.add(result);
  expect(await read()).toEqual(results);
  expect(await read()).toEqual(results);
  expect(await readdir(folder)).toEqual([]);
});
