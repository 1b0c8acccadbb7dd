import { join } from 'node:path';
import { createStorage } from '../app/origin/storage.ts';
import { projectDir } from '../scripts/lib/project.mjs';
import { test as base, expect } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { goTo, inspector, newestRow, openVideo } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';
import { startTracker, type Tracker } from './support/start-tracker.ts';

const samples = join(projectDir, 'assets', 'samples');
const key = 'clips/a.flv';
/** Nothing listens there. */
const deadNode = 'http://127.0.0.1:1/dev1/3.fid';

/** One tracker, one storage node that is dead and one that has the sample. */
const test = base.extend<{ tracker: Tracker }>({
  tracker: async ({}, use) => {
    const storage = await createStorage({
      resolve: () => ({ path: join(samples, 'sample.flv'), root: samples }),
    });
    const tracker = await startTracker(key, [deadNode, `${storage.url}/dev2/3.fid`]);
    await use(tracker);
    tracker.close();
    await storage.close();
  },
  args: async ({ tracker }, use) => {
    await use(['--mogile', tracker.address, '--domain', 'videos']);
  },
});

test('a key is listed with its size, opens, plays, and shows the tracker hop', async ({
  page,
  tracker,
}) => {
  const row = page.getByRole('list', { name: 'Videos' }).getByRole('button', { name: key });
  await expect(row).toContainText('1.46 MB');
  await openVideo(page, key);
  await expectFrame(page, 0);
  await goTo(page, '#20');
  await expectFrame(page, 1000);
  await inspector(page).getByRole('button', { name: 'Raw' }).click();
  const hop = inspector(page).getByRole('region', { name: 'Tracker hop', exact: true });
  await expect(hop).toContainText(tracker.address);
  await expect(hop.locator('pre').first()).toHaveText(
    `get_paths domain=videos&key=${key}&noverify=1&pathcount=2`,
  );
  await expect(hop.locator('pre').last()).toContainText(`OK paths=2&path1=${deadNode}`);
  const second = inspector(page).getByRole('region', { name: 'Storage hop 2', exact: true });
  await expect(second).toBeVisible();
});

test('a tracker that dies is said on the screen and in the seek', async ({
  page,
  tracker,
  consoleWatch,
}) => {
  consoleWatch.accept(/status of 503/);
  await openVideo(page, key);
  await expectFrame(page, 0);
  tracker.die();
  await goTo(page, '#20');
  await expect(inspector(page)).toContainText('tracker_cut');
  await expect.poll(() => newestRow(page)).toMatchObject({ Status: '503' });
});

test.describe('without any tracker', () => {
  test.use({ args: ['--mogile', '127.0.0.1:1', '--domain', 'videos'] });

  test('the library says why it is empty', async ({ page }) => {
    const library = page.getByRole('region', { name: 'Library' });
    await expect(library).toContainText('tracker_unreachable');
    await expect(library).toContainText('127.0.0.1:1');
    await expectAccessible(page);
  });
});
