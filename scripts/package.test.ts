import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createPackage, extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectDir } from './lib/project.mjs';

// Packs with a stub in place of Electron's files: a shell script that carries Electron's fuse
// wire. So this proves what goes into the archive and which fuses are set, here and offline. That
// the packed program starts has to be seen with the real Electron.

const workDir = mkdtempSync(join(tmpdir(), 'seeklab-package-'));
const appDir = join(workDir, 'dist', 'linux-unpacked');
const archive = join(appDir, 'resources', 'app.asar');

// A fuse is one digit of the wire, as a character code.
const OFF = '0'.charCodeAt(0);
const ON = '1'.charCodeAt(0);

/** As Electron ships it: sentinel, wire version 1, number of fuses, a digit each. */
const fuseWire = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 8]),
  Buffer.from('10110001'),
]);

async function makeStubElectron(): Promise<string> {
  const dir = join(workDir, 'electron');
  const emptyApp = join(workDir, 'empty-app');
  mkdirSync(join(dir, 'resources'), { recursive: true });
  mkdirSync(emptyApp);
  writeFileSync(join(emptyApp, 'main.js'), '');
  await createPackage(emptyApp, join(dir, 'resources', 'default_app.asar'));
  writeFileSync(join(dir, 'electron'), Buffer.concat([Buffer.from('#!/bin/false\n'), fuseWire]), {
    mode: 0o755,
  });
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'version']) {
    writeFileSync(join(dir, name), '');
  }
  return dir;
}

beforeAll(async () => {
  const electronDist = await makeStubElectron();
  await promisify(execFile)(
    process.execPath,
    [
      'scripts/package.mjs',
      '--linux',
      '--x64',
      '--dir',
      `-c.electronDist=${electronDist}`,
      `-c.directories.output=${join(workDir, 'dist')}`,
    ],
    { cwd: projectDir },
  );
}, 120_000);

afterAll(() => rmSync(workDir, { recursive: true }));

test('the archive has main process, preload and page', () => {
  expect(listPackage(archive, { isPack: false })).toEqual(
    expect.arrayContaining([
      '/package.json',
      '/out/main/main.js',
      '/out/main/preload.cjs',
      '/out/renderer/index.html',
    ]),
  );
});

test('the archive has no sources, no tests and no packages', () => {
  const strangers = listPackage(archive, { isPack: false }).filter(
    (path) =>
      /\.(tsx?|map|test\.\w+)$|node_modules|packages\.json$/.test(path) ||
      !/^\/(package\.json|out(\/(main|renderer)(\/|$)|$))/.test(path),
  );
  expect(strangers).toEqual([]);
});

test('main and preload need nothing but Electron and Node', () => {
  const imports = ['out/main/main.js', 'out/main/preload.cjs'].flatMap((file) => {
    const source = extractFile(archive, file).toString();
    const found = source.matchAll(/^import .*?from "([^"]+)"|\brequire\(['"]([^'"]+)['"]\)/gm);
    return [...found].map(([, imported, required]) => imported ?? required);
  });
  const optionalOfWs = ['bufferutil', 'utf-8-validate'];
  const strangers = imports.filter(
    (name = '') => name !== 'electron' && !name.startsWith('node:') && !optionalOfWs.includes(name),
  );
  expect(imports).toContain('electron');
  expect(strangers).toEqual([]);
});

test('the samples lie beside the archive', () => {
  const samples = readdirSync(join(appDir, 'resources', 'samples'));
  expect(samples).toEqual(readdirSync(join(projectDir, 'assets', 'samples')));
});

test('our licence lies beside the archive', () => {
  expect(readFileSync(join(appDir, 'resources', 'LICENSE'))).toEqual(
    readFileSync(join(projectDir, 'LICENSE')),
  );
});

// flv.js comes as one file; the two are inside it.
test.each([
  ['flv.js', 'Apache License'],
  ['es6-promise', 'Permission is hereby granted'],
  ['webworkify-webpack', 'Copyright (c) Boris Sirota'],
])('the notices beside the archive have %s', (name, words) => {
  const notices = readFileSync(join(appDir, 'resources', 'third-party-licences.md'), 'utf8');
  const section = notices.split('\n## ').find((text) => text.startsWith(`${name} `));
  expect(section).toContain(words);
});

test('the fuses that a desktop program does not need are off', async () => {
  const wire = await getCurrentFuseWire(join(appDir, 'seeklab'));
  expect(wire).toMatchObject({
    [FuseV1Options.RunAsNode]: OFF,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: OFF,
    [FuseV1Options.EnableNodeCliInspectArguments]: OFF,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: OFF,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: OFF,
    [FuseV1Options.EnableCookieEncryption]: ON,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: ON,
    [FuseV1Options.OnlyLoadAppFromAsar]: ON,
  });
});
