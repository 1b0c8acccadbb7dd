import { expect, test } from 'vitest';
import { keyName } from './key-name.ts';

const press = (key: string, patch: Partial<Parameters<typeof keyName>[0]> = {}) =>
  keyName({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...patch });

test('a stroke has one name', () => {
  expect(press(' ')).toBe('Space');
  expect(press('K')).toBe('k');
  expect(press('ArrowLeft', { shiftKey: true })).toBe('Shift+ArrowLeft');
  expect(press('?', { shiftKey: true })).toBe('?');
  expect(press('o', { shiftKey: true })).toBe('Shift+O');
});

test('strokes with Ctrl, Alt or Meta are not ours', () => {
  expect(press('r', { ctrlKey: true })).toBeNull();
  expect(press('l', { metaKey: true })).toBeNull();
  expect(press('ArrowLeft', { altKey: true })).toBeNull();
});
