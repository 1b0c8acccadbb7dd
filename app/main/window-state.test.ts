import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  defaultWindowState,
  fitToScreens,
  readWindowState,
  writeWindowState,
} from './window-state.ts';

const dir = mkdtempSync(join(tmpdir(), 'seeklab-window-'));
afterAll(() => rmSync(dir, { recursive: true }));

const left = { x: 0, y: 0, width: 1920, height: 1040 };
const right = { x: 1920, y: 0, width: 1280, height: 984 };
const saved = { position: { x: 2000, y: 50 }, width: 1100, height: 800, isMaximized: false };

describe('window state', () => {
  test('comes back as it was written', async () => {
    const file = join(dir, 'state.json');
    await writeWindowState(file, saved);
    expect(await readWindowState(file)).toEqual(saved);
  });

  test.each([
    '',
    '{',
    '[]',
    '{"position":null,"width":0,"height":5,"isMaximized":false}',
    '{"width":"wide"}',
  ])('is the default when the file holds %j', async (text) => {
    const file = join(dir, 'damaged.json');
    writeFileSync(file, text);
    expect(await readWindowState(file)).toEqual(defaultWindowState);
  });

  test('is the default when there is no file', async () => {
    expect(await readWindowState(join(dir, 'nowhere', 'state.json'))).toEqual(defaultWindowState);
  });

  test.each([
    ['a folder', (file: string) => mkdirSync(file)],
    ['a named pipe', (file: string) => execFileSync('mkfifo', [file])],
    ['below a file', (file: string) => writeFileSync(join(file, '..'), '')],
  ])('%s in its place: no wait, no failure, the default', async (name, make) => {
    const file = join(dir, name, 'state.json');
    if (name !== 'below a file') mkdirSync(join(file, '..'));
    make(file);
    await writeWindowState(file, saved);
    expect(await readWindowState(file)).toEqual(defaultWindowState);
  });
});

describe('fitToScreens', () => {
  test('keeps a place that a screen shows', () => {
    expect(fitToScreens(saved, [left, right])).toEqual(saved);
  });

  test('forgets the place on a screen that is gone', () => {
    expect(fitToScreens(saved, [left])).toEqual({ ...saved, position: null });
  });

  test('forgets a title bar above the screen', () => {
    expect(fitToScreens({ ...saved, position: { x: 2000, y: -40 } }, [left, right]).position).toBe(
      null,
    );
  });

  test('shrinks to the screen', () => {
    const large = { ...saved, width: 3000, height: 2000 };
    expect(fitToScreens(large, [left, right])).toMatchObject({ width: 1280, height: 984 });
  });
});
