import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { projectDir } from '../scripts/lib/project.mjs';
import { expect, test } from './fixtures.ts';
import { goTo, logRows, openVideo } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';

const goToBox = (page: Page) => page.getByLabel('Go to a time, byte offset or keyframe');
const addBox = (page: Page) => page.getByLabel('Add a file or folder by path');
const samples = join(projectDir, 'assets', 'samples');

test('after Enter in the go-to box the next key is the player’s', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await goTo(page, '#12');
  await expectFrame(page, 600);
  await page.keyboard.press('.');
  await expectFrame(page, 601);
  await expect(goToBox(page)).toHaveValue('#12');
});

test('what the go-to box does not understand keeps the focus there', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await goTo(page, 'soon');
  await expect(goToBox(page)).toBeFocused();
});

test('Escape leaves every box', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  const boxes = page.locator(
    'input:not([type="range"], [aria-hidden]), select, textarea, [aria-label="Volume"]',
  );
  await expect(addBox(page)).toBeVisible();
  expect(await boxes.count()).toBeGreaterThan(4);
  for (const box of await boxes.all()) {
    await box.focus();
    await expect(box).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(box).not.toBeFocused();
  }
});

test('a file over the window: told beforehand what a drop will do', async ({ page, door }) => {
  await page.getByRole('list', { name: 'Videos' }).waitFor();
  const effect = await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['FLV'], 'a.flv'));
    const event = new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer });
    document.querySelector('main')?.dispatchEvent(event);
    return { isTaken: event.defaultPrevented, effect: dataTransfer.dropEffect };
  });
  const invitation = page.getByText('Drop to add to the library');
  const refusal = page.getByText('A browser does not tell where a dropped file lies');
  // Taken in both: a browser would leave the page for the file.
  expect(effect.isTaken).toBe(true);
  await expect(door === 'web' ? refusal : invitation).toBeVisible();
  await expect(door === 'web' ? invitation : refusal).toBeHidden();
});

for (const width of [1024, 1440]) {
  test(`the place under the pointer is told whole, ${width} px`, async ({ page }) => {
    await openVideo(page, 'sample.flv');
    await expectFrame(page, 0);
    await page.setViewportSize({ width, height: 900 });
    const timeline = await page.locator('#timeline').boundingBox();
    if (timeline === null) throw new Error('there is no timeline');
    await page.mouse.move(timeline.x + timeline.width * 0.7, timeline.y + 20);
    const place = page.getByText(/^byte [\d,]+ · #\d+ · 0:\d\d\.\d{3}$/);
    await expect(place).toBeVisible();
    const isCut = await place.evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const text = range.getBoundingClientRect();
      const box = element.parentElement?.getBoundingClientRect() ?? text;
      const beside = [...(element.parentElement?.children ?? [])].slice(1);
      const next = beside.find(
        (each) => each.checkVisibility() && each.getBoundingClientRect().left >= text.left + 1,
      );
      const right = next?.getBoundingClientRect().left ?? box.right;
      return text.right > right || text.top < box.top - 1 || text.bottom > box.bottom + 1;
    });
    expect(isCut).toBe(false);
  });
}

test.describe('a file with findings', () => {
  /** The sample, with a 7 for each number that its metadata declares of the whole file. */
  async function withWrongMetadata(): Promise<Buffer> {
    const bytes = await readFile(join(samples, 'sample.flv'));
    const names = ['duration', 'filesize', 'lasttimestamp'];
    names.push('lastkeyframelocation', 'lastkeyframetimestamp');
    for (const name of names) {
      // The name, the marker of a number, and the number.
      bytes.writeDoubleBE(7, bytes.indexOf(name) + name.length + 1);
    }
    return bytes;
  }

  test('no finding lies over another, nor a code over its words', async ({
    page,
    rpc,
    mediaDir,
  }) => {
    const path = join(mediaDir, 'wrong-numbers.flv');
    await writeFile(path, await withWrongMetadata());
    await rpc.run('library.add', { path });
    await openVideo(page, 'wrong-numbers.flv');
    await page.getByText(/\d findings?$/).click();
    await expect(page.getByText('last_keyframe_offset_wrong')).toBeVisible();
    for (const width of [1024, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.locator('details li').evaluateAll(overlaps), `${width} px`).toEqual([]);
    }
    const before = await logRows(page).count();
    await page.getByRole('button', { name: 'at byte' }).first().click();
    await expect.poll(() => logRows(page).count()).toBe(before + 1);
  });

  /** Texts that lie over one another. */
  function overlaps(rows: Element[]): string[] {
    const cells = rows.flatMap((row) => [...row.children]);
    const boxes = cells.map((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return range.getBoundingClientRect();
    });
    const isOver = (a: DOMRect, b: DOMRect) =>
      a.left < b.right - 0.5 &&
      b.left < a.right - 0.5 &&
      a.top < b.bottom - 0.5 &&
      b.top < a.bottom - 0.5;
    return boxes.flatMap((box, at) =>
      boxes.slice(0, at).some((other) => isOver(box, other)) ? (cells[at]?.textContent ?? '') : [],
    );
  }
});
