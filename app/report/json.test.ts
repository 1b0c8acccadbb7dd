import { expect, it } from 'vitest';
import { z } from 'zod';
import { sweepReport } from '../contract/sweep.ts';
import { writeJson } from './json.ts';
import { makeFailure, makeResult, makeSummary, written } from './test-support/make-sweep.ts';

it('holds the summary and the results as they were', async () => {
  const results = [makeResult(), makeFailure({ picture: 'data:image/png;base64,AAAA' })];
  const text = await written(writeJson, makeSummary(), results);
  expect(sweepReport.parse(JSON.parse(text))).toEqual({ ...makeSummary(), results });
  expect(JSON.parse(await written(writeJson, makeSummary(), []))).toHaveProperty('results', []);
});

it('docs/schemas/sweep.schema.json is that of the contract', async () => {
  const schema = { title: 'A Seeklab sweep', ...z.toJSONSchema(sweepReport) };
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    '../../docs/schemas/sweep.schema.json',
  );
});
