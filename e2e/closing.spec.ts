import { execFileSync } from 'node:child_process';
import { expect, test } from './fixtures.ts';
import { openVideo } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';
import { isListening } from './support/raw-client.ts';

/** Command lines of all processes that name this text. */
function processesNaming(text: string): string[] {
  const all = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  return all.split('\n').filter((line) => line.includes(text));
}

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
