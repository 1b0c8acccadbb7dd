import { describe, expect, test } from 'vitest';
import { isConsoleUrl, isExternalLinkAllowed } from './is-console-url.ts';

const consoleUrl = 'http://127.0.0.1:41234/t0ken/';

describe('isConsoleUrl', () => {
  test.each([consoleUrl, `${consoleUrl}#seek=3`, `${consoleUrl}?video=a.flv`])(
    'is the console: %s',
    (address) => {
      expect(isConsoleUrl(address, consoleUrl)).toBe(true);
    },
  );

  test.each([
    ['another port', 'http://127.0.0.1:41235/t0ken/'],
    ['another name of this machine', 'http://localhost:41234/t0ken/'],
    ['another scheme', 'https://127.0.0.1:41234/t0ken/'],
    ['no token', 'http://127.0.0.1:41234/'],
    ['a wrong token', 'http://127.0.0.1:41234/token/'],
    ['a file of the console', `${consoleUrl}assets/index.js`],
    ['a path that climbs', `${consoleUrl}../`],
    ['our address as user name', 'http://127.0.0.1:41234@evil.example/t0ken/'],
    ['our address as host prefix', 'http://127.0.0.1:41234.evil.example/t0ken/'],
    ['credentials', 'http://user:word@127.0.0.1:41234/t0ken/'],
    ['a file', 'file:///etc/passwd'],
    ['a data page', 'data:text/html,<h1>x'],
    ['a script', 'javascript:alert(1)'],
    ['a blank page', 'about:blank'],
    ['nothing', ''],
  ])('is not the console: %s', (_name, address) => {
    expect(isConsoleUrl(address, consoleUrl)).toBe(false);
  });
});

describe('isExternalLinkAllowed', () => {
  test('a standard that the screen cites', () => {
    expect(isExternalLinkAllowed('https://www.rfc-editor.org/rfc/rfc9110#section-14')).toBe(true);
  });

  test.each([
    ['without TLS', 'http://www.rfc-editor.org/'],
    ['another site', 'https://evil.example/'],
    ['a longer host', 'https://www.rfc-editor.org.evil.example/'],
    ['the site as user name', 'https://www.rfc-editor.org@evil.example/'],
    ['credentials', 'https://user:word@www.rfc-editor.org/'],
    ['another port', 'https://www.rfc-editor.org:8443/'],
    ['a program', 'ms-msdt:/id'],
    ['a file', 'file:///etc/passwd'],
    ['nothing', ''],
  ])('not %s', (_name, address) => {
    expect(isExternalLinkAllowed(address)).toBe(false);
  });
});
