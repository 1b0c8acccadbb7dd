import { once } from 'node:events';
import type { ElectronApplication } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { goTo, openVideo } from './support/bench.ts';
import { type Evaluator, expectFrame } from './support/frame-number.ts';

// Once a page has crashed, Playwright has lost it for good: what comes back is looked at from inside
// the program.

function pageOf(app: ElectronApplication): Evaluator {
  return {
    evaluate: (run) =>
      app.evaluate(
        ({ BrowserWindow }, code) =>
          BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code),
        `(${run})()`,
      ),
  };
}

/** Resolves when the page was loaded again. */
const crash = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    return new Promise<void>((resolve) => {
      contents?.once('did-finish-load', () => resolve());
      contents?.forcefullyCrashRenderer();
    });
  });

/** Answers the question whether to wait for a page that hangs. */
const answerQuestion = (app: ElectronApplication, response: number) =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showMessageBox = async () => ({ response: chosen, checkboxChecked: false });
  }, response);

const hang = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.emit('unresponsive');
  });

const hangUntilLoadedAgain = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    return new Promise<void>((resolve) => {
      contents?.once('did-finish-load', () => resolve());
      contents?.emit('unresponsive');
    });
  });

const bodyText = () => document.body.innerText;

test('a page that crashes comes back on the same video and place, and says so', async ({
  page,
  desktop,
}) => {
  await openVideo(page, 'sample.flv');
  await goTo(page, '#12');
  await expectFrame(page, 600);
  await crash(desktop.app);
  const again = pageOf(desktop.app);
  await expectFrame(again, 600);
  await expect.poll(() => again.evaluate(bodyText)).toContain('ended unexpectedly (crashed)');
});

test('a page that hangs is waited for, or loaded again, as its user says', async ({
  page,
  desktop,
}) => {
  await openVideo(page, 'sample.flv');
  await goTo(page, '#12');
  await expectFrame(page, 600);
  await page.evaluate(() => Object.assign(window, { isFirstPage: true }));
  await answerQuestion(desktop.app, 0);
  await hang(desktop.app);
  expect(await page.evaluate(() => 'isFirstPage' in window)).toBe(true);
  await answerQuestion(desktop.app, 1);
  await hangUntilLoadedAgain(desktop.app);
  await expectFrame(pageOf(desktop.app), 600);
});

test('a process behind the window that ends is told in the page', async ({ page, desktop }) => {
  await page.getByRole('list', { name: 'Videos' }).waitFor();
  await desktop.app.evaluate(({ app }) => {
    app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 5 });
  });
  await expect(page.getByText('A process behind the window (GPU) ended')).toBeVisible();
});

test('a page that crashes again and again ends the program with a coded message', async ({
  page,
  desktop,
}) => {
  await page.getByRole('list', { name: 'Videos' }).waitFor();
  const program = desktop.app.process();
  const said: string[] = [];
  program.stderr?.on('data', (chunk) => said.push(String(chunk)));
  const ended = once(program, 'exit');
  await desktop.app.evaluate(({ BrowserWindow, dialog }) => {
    dialog.showErrorBox = () => undefined;
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.on('did-finish-load', () => contents.forcefullyCrashRenderer());
    contents?.forcefullyCrashRenderer();
  });
  expect(await ended).toEqual([1, null]);
  const lines = said.join('').match(/^seeklab: \w+/gm);
  expect(lines).toEqual([...Array(3).fill('seeklab: window_crashed'), 'seeklab: window_crashing']);
});
