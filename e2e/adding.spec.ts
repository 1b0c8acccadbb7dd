import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { projectDir } from '../scripts/lib/project.mjs';
import { expect, test } from './fixtures.ts';

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
