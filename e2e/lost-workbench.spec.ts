import { expect, test } from './fixtures.ts';
import { openVideo } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';

// On the desktop the window ends with its program.

test('without the workbench nothing stays green', async ({ page, seeklab, consoleWatch }) => {
  consoleWatch.accept(/WebSocket|ERR_CONNECTION|Failed to fetch/);
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  const bar = page.getByRole('region', { name: 'Target and embedded system' });
  const good = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = 'var(--good)';
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  });
  const greens = () =>
    bar.evaluate(
      (element, colour) =>
        [...element.querySelectorAll('*')].filter(
          (each) => getComputedStyle(each).backgroundColor === colour,
        ).length,
      good,
    );
  await expect.poll(greens).toBe(3);
  process.kill(seeklab.pid, 'SIGKILL');
  await expect(bar.getByText('unknown')).toHaveCount(2);
  await expect.poll(greens).toBe(0);
  const banner = page
    .getByRole('alert')
    .filter({ has: page.getByRole('button', { name: 'Try now' }) });
  await expect(banner).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('f');
  await expect(page.getByRole('button', { name: 'Leave full screen' })).toBeVisible();
  await banner.getByRole('button', { name: 'Try now' }).click();
});
