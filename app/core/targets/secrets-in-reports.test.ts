import { expect, it, vi } from 'vitest';
import { evidenceOf, markdownOf, writers } from '../../report/index.ts';
import { written } from '../../report/test-support/make-sweep.ts';
import { createVideoClock } from '../../seek/clock/video-clock.ts';
import { createSeeker } from '../../seek/seeker.ts';
import { createVideoAddress } from '../../seek/video-address.ts';
import { run } from '../test-support/run.ts';
import type { Workbench } from '../workbench.ts';
import { startWorkbench, target } from './test-support/start-workbench.ts';

const IN_FIELD = 'session=a-secret-of-a-field';
const IN_QUERY = 'a-secret-of-the-address';

/** All rows of a log, whole. */
async function entriesOf(workbench: Workbench) {
  const { rows } = await run(workbench, 'log.page', { filter: 'all', from: 0, count: 500 });
  return Promise.all(rows.map(({ number }) => run(workbench, 'log.get', { number })));
}

it('no report of a target has the values that its fields and its address keep secret', async () => {
  const [workbench, server] = await Promise.all([startWorkbench(), startWorkbench()]);
  await run(
    workbench,
    'target.add',
    target(`${server.reproxyUrl}/v/{name}?sig=${IN_QUERY}&start={start}`, {
      fields: [{ name: 'Cookie', value: IN_FIELD }],
    }),
  );
  const facts = await run(workbench, 'video.open', { name: 'x://sample.flv' });
  const clock = createVideoClock(facts);
  const seeker = createSeeker({
    facts,
    seekerId: 'test',
    accuracy: 'keyframe',
    isWhole: false,
    streamUrl: createVideoAddress(workbench.reproxyUrl, () => ({ facts, clock })),
    mayMoveStart: () => false,
  });
  const seek = await seeker.seek({ kind: 'keyframe', keyframe: 5 });
  seeker.close();
  await run(workbench, 'seek.report', { reports: [{ seek, isKnown: false }] });
  const entry = await vi.waitFor(
    async () => {
      const [read] = await entriesOf(workbench);
      if (!read?.verdict) throw new Error('It has not been judged yet.');
      return read;
    },
    { timeout: 60_000 },
  );
  const sent = JSON.stringify(await entriesOf(server));
  expect(sent, 'the secrets went over the wire').toContain(IN_FIELD);
  expect(sent, 'the secrets went over the wire').toContain(IN_QUERY);

  const targets = await run(workbench, 'target.list', {});
  const { summary, results } = evidenceOf([{ entry, picture: null }], {
    version: '1',
    videos: [],
    targets,
  });
  const [result] = results;
  if (!result) throw new Error('There is no result.');
  const texts = [markdownOf(result, summary)];
  for (const writer of Object.values(writers)) texts.push(await written(writer, summary, results));
  for (const text of texts) {
    expect(text).toContain('sample.flv');
    expect(text).not.toContain(IN_FIELD);
    expect(text).not.toContain(IN_QUERY);
  }
});
