import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { goTo, logRows, openVideo, switchPart } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';

test('seeks are made again, what changed is told, and both are compared; a list names its bad lines', async ({
  page,
}) => {
  await openVideo(page, 'sample.flv');
  await goTo(page, '#12');
  await expectFrame(page, 600);
  await goTo(page, '#5');
  await expectFrame(page, 250);
  // The last row would be followed by what comes next.
  await expect(logRows(page).last()).toContainText('#5');
  await logRows(page).filter({ hasText: '#12' }).click();
  await logRows(page)
    .filter({ hasText: '#5' })
    .click({ modifiers: ['ControlOrMeta'] });
  await switchPart(page, 'Storage', false);
  await page.keyboard.press('Shift+R');
  const dialog = page.getByRole('dialog', { name: 'Replay' });
  await dialog.getByRole('button', { name: 'Replay 2' }).click();
  const rows = dialog.getByRole('table', { name: 'Replayed seeks' }).locator('tbody tr');
  await expect(dialog.getByRole('status')).toContainText('2 of 2 done. 2 worse');
  await expect(rows.first()).toContainText(/#12.*pass → fail/);
  await expectAccessible(page);
  if (process.env.SHOTS) await page.screenshot({ path: '/tmp/replay-1.png' });
  await rows
    .first()
    .getByRole('button', { name: /^Compare row/ })
    .click();
  const comparison = page.getByRole('region', { name: 'Comparison' });
  await expect(comparison).toContainText('storage_unreachable');
  await page.keyboard.press('Escape');
  await switchPart(page, 'Storage', true);

  await page.keyboard.press('Shift+R');
  await dialog.getByRole('combobox', { name: 'What' }).selectOption('list');
  const places = dialog.getByRole('textbox', { name: /^Places/ });
  await places.fill('#3\nsoon\n@700000');
  await expect(dialog.getByRole('alert')).toContainText('Line 2, “soon”');
  await expect(dialog.getByRole('button', { name: 'Replay 2' })).toBeDisabled();
  await places.fill('#3\n@700000');
  await dialog.getByRole('combobox', { name: 'Whom' }).selectOption('nginx');
  await dialog.getByRole('button', { name: 'Replay 2' }).click();
  await expect(dialog.getByRole('status')).toContainText('2 of 2 done.');
  if (process.env.SHOTS) await page.screenshot({ path: '/tmp/replay-2.png' });
  await page.keyboard.press('Escape');
  await expect(logRows(page).filter({ hasText: 'replay' }).last()).toContainText('nginx');
});
