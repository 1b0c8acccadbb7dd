import { expect, test } from './fixtures.ts';
import { openVideo } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';
import { processesNaming } from './support/processes.ts';
import { isListening } from './support/raw-client.ts';

test('closing leaves no process and no port behind', async ({
  page,
  seeklab,
  reproxyUrl,
  dataDir,
}) => {
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  expect(await isListening(seeklab.consoleUrl)).toBe(true);
  expect(await isListening(reproxyUrl)).toBe(true);
  expect(processesNaming(dataDir).length).toBeGreaterThan(0);

  expect(await seeklab.end()).toBe(0);
  expect(await isListening(seeklab.consoleUrl)).toBe(false);
  expect(await isListening(reproxyUrl)).toBe(false);
  await expect.poll(() => processesNaming(dataDir)).toEqual([]);
});

test('the console’s token is on no command line', async ({ page, seeklab, dataDir }) => {
  await page.getByRole('list', { name: 'Videos' }).waitFor();
  const token = new URL(seeklab.consoleUrl).pathname.replaceAll('/', '');
  expect(processesNaming(dataDir).length).toBeGreaterThan(0);
  expect(processesNaming(token)).toEqual([]);
});
