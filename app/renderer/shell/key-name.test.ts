import { expect, test } from 'vitest';
import { keyName } from './key-name.ts';

type Held = Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isAltGraph', boolean>>;

const press = (key: string, { isAltGraph = false, ...held }: Held = {}) =>
  keyName({
    key,
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    getModifierState: (name) => name === 'AltGraph' && isAltGraph,
    ...held,
  });

test('a stroke has one name', () => {
  expect(press(' ')).toBe('Space');
  expect(press('K')).toBe('k');
  expect(press('ArrowLeft', { shiftKey: true })).toBe('Shift+ArrowLeft');
  expect(press('ArrowLeft', { altKey: true })).toBe('Alt+ArrowLeft');
  expect(press('?', { shiftKey: true })).toBe('?');
  expect(press('o', { shiftKey: true })).toBe('Shift+O');
});

test('Ctrl and Command are one', () => {
  expect(press('k', { ctrlKey: true })).toBe('Mod+K');
  expect(press('k', { metaKey: true })).toBe('Mod+K');
  expect(press('O', { ctrlKey: true, shiftKey: true })).toBe('Mod+Shift+O');
  expect(press('/', { ctrlKey: true })).toBe('Mod+/');
  expect(press(' ', { ctrlKey: true })).toBe('Mod+Space');
});

test('a sign that needs AltGr is that sign', () => {
  expect(press('[', { ctrlKey: true, altKey: true, isAltGraph: true })).toBe('[');
});
