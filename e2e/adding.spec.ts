import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectDir } from '../scripts/lib/project.mjs';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';

// The page's socket is held up, for which the page has to be loaded anew; it is the same page on both
// doors.

test('while one path is looked through, others are added; what is refused comes back', async ({
  page,
  dataDir,
}) => {
  const slow = join(dataDir, 'a-large-folder');
  const held: (() => void)[] = [];
  await page.routeWebSocket(/\/rpc$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      if (String(message).includes(slow)) held.push(() => server.send(message));
      else server.send(message);
    });
  });
  await page.reload();
  const addBox = page.getByLabel('Add a file or folder by path');
  const videos = page.getByRole('list', { name: 'Videos' });
  await videos.waitFor();
  const add = async (path: string) => {
    await addBox.fill(path);
    await addBox.press('Enter');
  };
  await add(slow);
  await expect(page.getByText(`Adding ${slow}`)).toBeVisible();
  await expect(addBox).toHaveValue('');
  await copyFile(join(projectDir, 'assets', 'samples', 'no-index.flv'), join(dataDir, 'quick.flv'));
  await add(join(dataDir, 'quick.flv'));
  await expect(page.getByText('Added 1 video.')).toBeVisible();
  await expect(page.getByText(`Adding ${slow}`)).toBeVisible();

  await expect.poll(() => held.length).toBe(1);
  for (const send of held) send();
  await expect(page.getByText('cannot be added: it does not exist')).toBeVisible();
  await expect(addBox).toHaveValue(slow);
  await expect(page.getByText(`Adding ${slow}`)).toBeHidden();
});

test('a video that is copied into the folder is listed by itself, and gone when it is gone', async ({
  page,
  mediaDir,
}) => {
  const entry = page.getByRole('list', { name: 'Videos' }).getByRole('button', { name: 'new.flv' });
  await expect(entry).toBeHidden();
  await copyFile(join(projectDir, 'assets', 'samples', 'no-index.flv'), join(mediaDir, 'new.flv'));
  await expect(entry).toBeVisible();
  await rm(join(mediaDir, 'new.flv'));
  await expect(entry).toBeHidden();
});

test('a folder is added by its quoted address; what it has besides videos is told, with the reason', async ({
  page,
  dataDir,
}) => {
  const folder = join(dataDir, 'two words');
  await mkdir(folder);
  for (const name of ['one.flv', 'two.flv']) {
    await copyFile(join(projectDir, 'assets', 'samples', 'no-index.flv'), join(folder, name));
  }
  await writeFile(join(folder, 'other.f4v'), '');
  const addBox = page.getByLabel('Add a file or folder by path');
  await addBox.fill(`"file://${folder.replace(' ', '%20')}"`);
  await addBox.press('Enter');
  await expect(page.getByText('Added 2 videos; 1 other skipped.')).toBeVisible();
  await page.getByRole('button', { name: 'Which?' }).click();
  const skipped = page.getByRole('dialog', { name: 'Skipped' });
  await expect(skipped.getByRole('listitem')).toHaveText(/^other\.f4v.*F4V is MP4 by another name/);
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await addBox.fill(join(folder, 'other.f4v'));
  await addBox.press('Enter');
  await expect(page.getByText('convert it to FLV')).toBeVisible();
});

test('several videos are marked, removed at once, and taken back; their files stay', async ({
  page,
  mediaDir,
}) => {
  const entry = (name: string) =>
    page.getByRole('list', { name: 'Videos' }).getByRole('button', { name, exact: true });
  const names = ['a.flv', 'b.flv', 'c.flv'];
  for (const name of names) {
    await copyFile(join(projectDir, 'assets', 'samples', 'no-index.flv'), join(mediaDir, name));
  }
  await entry('a.flv').click();
  await expect(page.getByRole('heading', { name: 'a.flv' })).toBeVisible();
  await entry('a.flv').click({ modifiers: ['Control'] });
  await entry('b.flv').click({ modifiers: ['Shift'] });
  await expect(page.getByText('2 videos marked.')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Delete');
  await expect(entry('a.flv')).toBeHidden();
  await expect(entry('b.flv')).toBeHidden();
  await expect(entry('c.flv')).toBeVisible();
  await expect(page.getByText('Choose a video to seek in')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  for (const name of names) await expect(entry(name)).toBeVisible();
});
