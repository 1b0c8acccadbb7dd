import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { openVideo } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';

test('faults are switched on and off by keyboard, seen in the status bar and in the inspector', async ({
  page,
  rpc,
  consoleWatch,
}) => {
  consoleWatch.accept(/status of 503/);
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  const bar = page.getByRole('region', { name: 'Target and embedded system' });
  const sign = bar.getByRole('button', { name: /^\d+ faults? on$/ });
  await expect(sign).toHaveCount(0);

  await bar.getByRole('button', { name: 'Target:' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Faults…' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Faults' });
  const field = dialog.getByRole('textbox', { name: 'Fault' });
  await expect(field).toBeFocused();

  await page.keyboard.type('storage:stal@5');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('at character 9, "stal"');
  await expectAccessible(page);
  await dialog.getByRole('combobox', { name: 'Kind' }).selectOption('storage:404');
  await expect(field).toBeFocused();
  await page.keyboard.type(',video=sample.flv');
  await page.keyboard.press('Enter');
  const list = dialog.getByRole('list', { name: 'Faults that are on' });
  await expect(list.getByRole('listitem')).toHaveText(/storage:404,video=sample\.flv/);
  await expect(field).toHaveValue('');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(sign).toHaveText('1 fault on');

  await page.keyboard.press('g');
  await page.keyboard.type('#25');
  await page.keyboard.press('Enter');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector).toContainText(
    'Under a fault that was asked for: storage:404,video=sample.flv',
  );
  await expectAccessible(page);

  // Another door sees it, and what it does is seen here.
  expect(await rpc.run('faults.list', {})).toHaveLength(1);
  await rpc.run('faults.add', { text: 'application:latency=5' });
  await expect(sign).toHaveText('2 faults on');
  await sign.press('Enter');
  await dialog
    .getByRole('button', { name: 'Switch off storage:404,video=sample.flv' })
    .press('Enter');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Switch all off' }).press('Enter');
  await expect(list).toHaveCount(0);
  await expect(sign).toHaveCount(0);
});
