import { expect, test } from './fixtures.ts';
import { openVideo } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';

test('says what is on and what is chosen in forced colours too', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  await page.emulateMedia({ forcedColors: 'active' });
  const canvas = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = 'Canvas';
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  });
  for (const name of ['Application', 'Storage', 'Assistance']) {
    const toggle = page.getByRole('switch', { name });
    await expect(toggle).not.toHaveCSS('background-color', canvas);
  }
  const group = page.getByRole('group', { name: 'Seek to' });
  await expect(group.getByRole('button', { pressed: true })).toHaveCSS('outline-style', 'solid');
  await expect(group.getByRole('button', { pressed: false })).toHaveCSS('outline-style', 'none');
  await expect(page.getByRole('tab', { selected: true })).toHaveCSS('outline-style', 'solid');
});

test('the playhead and the track are told apart in forced colours', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    const { playhead, track, edge, canvas, text } = await page.evaluate(() => {
      const colourOf = (name: string) => {
        const probe = document.body.appendChild(document.createElement('i'));
        probe.style.color = name;
        const { color } = getComputedStyle(probe);
        probe.remove();
        return color;
      };
      const style = (selector: string) => {
        const element = document.querySelector(selector);
        if (element === null) throw new Error(`there is no ${selector}`);
        return getComputedStyle(element);
      };
      const { fill, stroke } = style('svg [class*="track"]');
      const { backgroundColor } = style('div[class*="playhead"]');
      const [canvas, text] = [colourOf('Canvas'), colourOf('CanvasText')];
      return { playhead: backgroundColor, track: fill, edge: stroke, canvas, text };
    });
    expect({ playhead, track, edge }).toEqual({ playhead: text, track: canvas, edge: text });
    expect(canvas).not.toBe(text);
  }
});
