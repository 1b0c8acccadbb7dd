import { expect, test } from 'vitest';
import { acceleratorOf } from './accelerator.ts';

test('keys with Ctrl or Command are the menu’s', () => {
  expect(acceleratorOf(['g', 'Mod+G'], 'linux')).toEqual({
    accelerator: 'CmdOrCtrl+G',
    registerAccelerator: true,
  });
});

test('other keys are shown, and taken from no field', () => {
  const shown = (key: string) => acceleratorOf([key], 'linux');
  expect(shown('j')).toEqual({ accelerator: 'J', registerAccelerator: false });
  expect(shown('+').accelerator).toBe('Plus');
  expect(shown('Alt+ArrowLeft').accelerator).toBe('ALT+Left');
  expect(acceleratorOf(['j'], 'darwin')).toEqual({});
});

test('a key that Electron does not know is left out', () => {
  expect(acceleratorOf(['ö'], 'linux')).toEqual({});
  expect(acceleratorOf(['Mod+AudioVolumeUp'], 'linux')).toEqual({});
  expect(acceleratorOf(['Mod+,'], 'linux').accelerator).toBe('CmdOrCtrl+,');
  expect(acceleratorOf(['F9'], 'linux').accelerator).toBe('F9');
});
