import { expect, test } from './fixtures.ts';
import { openVideo } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';

for (const width of [1024, 1440]) {
  test(`nothing of the status bar is cut at ${width} px`, async ({ page, rpc }) => {
    await rpc.run('system.configure', { hasQuirks: true });
    await openVideo(page, 'sample.flv');
    await expectFrame(page, 0);
    await page.setViewportSize({ width, height: 768 });
    const bar = page.getByRole('region', { name: 'Target and embedded system' });
    await expect(bar.getByRole('button', { name: 'Target:' })).toContainText('with quirks');
    const cut = await bar.evaluate((element) =>
      [...element.querySelectorAll('*')]
        .filter((each) => each.checkVisibility() && getComputedStyle(each).display !== 'inline')
        .filter((each) => {
          const box = each.getBoundingClientRect();
          const isOut = box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5;
          return isOut || each.scrollWidth > each.clientWidth + 1;
        })
        .map((each) => each.outerHTML.slice(0, 120)),
    );
    expect(cut).toEqual([]);
  });
}
