import { type Browser, chromium } from '@playwright/test';
import { chromiumSwitches, findHeadlessBrowser } from '../../scripts/lib/find-browser.mjs';

/** The Chromium of this machine, without a window. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findHeadlessBrowser();
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: chromiumSwitches(),
  });
}
