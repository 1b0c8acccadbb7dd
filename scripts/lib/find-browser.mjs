import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { tell } from './project.mjs';
import { installSystemPackage, runVisibly } from './system-package.mjs';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];

const places = {
  darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  ),
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]),
};

/** A Chromium on this machine: the one CHROMIUM_PATH names, Playwright's, or the system's. */
export function findBrowser() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  const installed =
    process.platform === 'darwin' || process.platform === 'win32' ? places[process.platform] : [];
  return [chromium.executablePath(), ...onPath, ...installed].find((path) => existsSync(path));
}

/**
 * What shows a page without a window: Chromium's headless shell, where it is installed, which has no
 * pages of its own beside ours and takes half the processor; else any Chromium.
 */
export function findHeadlessBrowser() {
  const shells = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'chromium-headless-shell'));
  return shells.find((path) => existsSync(path)) ?? findBrowser();
}

/** Installs Chromium with the system's package manager, or with Playwright where that cannot be. */
export function installBrowser() {
  const need = 'The tests need a Chromium and there is none';
  if (!installSystemPackage(need, 'chromium')) {
    tell(`${need}: installing it with Playwright.`);
    const playwright = join('node_modules', 'playwright', 'cli.js');
    runVisibly([process.execPath, playwright, 'install', 'chromium']);
  }
  return findBrowser();
}

/**
 * What Chromium leaves off. The first list is Playwright's (1.65), which ours replaces: Chromium
 * takes the last switch of a name. The second: the popups of the address bar are pages, and a
 * spare process waits for the next one; that costs a new window two seconds of a slow processor.
 */
const featuresOff = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',

  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'GlobalMediaControls',
  'SpareRendererForSitePerProcess',
];

/** Chromium for tests: quiet on the network; root cannot have the sandbox. */
export function chromiumSwitches() {
  const quiet = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--disable-features=${featuresOff.join()}`,
  ];
  return process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet;
}
