import { describe, expect, test } from 'vitest';
import { type DoorFacts, isRequestAllowed, type RequestFacts } from './is-request-allowed.ts';

const door: DoorFacts = { port: 4711, token: 'T0kenT0kenT0ken' };

const page: RequestFacts = {
  method: 'GET',
  target: `/${door.token}/`,
  host: '127.0.0.1:4711',
  origin: undefined,
  fetchSite: 'none',
  fetchMode: 'navigate',
  fetchDest: 'document',
  isUpgrade: false,
};

const socket: RequestFacts = {
  ...page,
  target: `/${door.token}/rpc`,
  origin: 'http://127.0.0.1:4711',
  fetchSite: 'same-origin',
  fetchMode: 'websocket',
  fetchDest: 'empty',
  isUpgrade: true,
};

describe('what is allowed', () => {
  test.each<[string, RequestFacts, string]>([
    ['the page, typed into the address bar', page, ''],
    ['the page with a query', { ...page, target: `/${door.token}/?x=1` }, ''],
    [
      'an asset',
      { ...page, target: `/${door.token}/assets/a.js`, fetchSite: 'same-origin' },
      'assets/a.js',
    ],
    ['a program that sends no Sec-Fetch headers', { ...page, fetchSite: undefined }, ''],
    ['a link clicked in another page', { ...page, fetchSite: 'cross-site' }, ''],
    ['the page’s own WebSocket', socket, 'rpc'],
    ['HEAD', { ...page, method: 'HEAD' }, ''],
  ])('%s', (_, request, path) => {
    expect(isRequestAllowed(request, door)).toEqual({ isAllowed: true, path });
  });
});

describe('attacks', () => {
  test.each<[string, RequestFacts]>([
    ['DNS rebinding: another name in Host', { ...page, host: 'evil.example:4711' }],
    ['a name that only contains ours', { ...page, host: '127.0.0.1:4711.evil.example' }],
    ['localhost instead of the address', { ...page, host: 'localhost:4711' }],
    ['another port in Host', { ...page, host: '127.0.0.1:80' }],
    ['Host without a port', { ...page, host: '127.0.0.1' }],
    ['no Host', { ...page, host: undefined }],
    ['another address of loopback', { ...page, host: '127.0.0.2:4711' }],
    ['fetch from another origin', { ...page, origin: 'https://evil.example' }],
    ['fetch from another local port', { ...page, origin: 'http://127.0.0.1:4712' }],
    ['fetch from a sandboxed frame', { ...page, origin: 'null' }],
    ['https look-alike of our origin', { ...page, origin: 'https://127.0.0.1:4711' }],
    ['origin with a path', { ...page, origin: 'http://127.0.0.1:4711/' }],
    ['WebSocket hijacking from another page', { ...socket, origin: 'https://evil.example' }],
    ['WebSocket without Origin', { ...socket, origin: undefined }],
    [
      '<script src> on another site',
      { ...page, fetchSite: 'cross-site', fetchMode: 'no-cors', fetchDest: 'script' },
    ],
    ['<iframe> on another site', { ...page, fetchSite: 'cross-site', fetchDest: 'iframe' }],
    ['<iframe> on another local port', { ...page, fetchSite: 'same-site', fetchDest: 'iframe' }],
    ['no token', { ...page, target: '/' }],
    ['an empty token', { ...page, target: '//' }],
    ['a wrong token', { ...page, target: '/T0kenT0kenT0keX/' }],
    ['a beginning of the token', { ...page, target: '/T0ken/' }],
    ['the token with more behind it', { ...page, target: `/${door.token}x/` }],
    ['the token in other case', { ...page, target: `/${door.token.toLowerCase()}/` }],
    ['the token in the query', { ...page, target: `/?token=${door.token}` }],
    ['the token percent-encoded', { ...page, target: '/%540kenT0kenT0ken/' }],
    ['the token without its slash', { ...page, target: `/${door.token}` }],
    ['absolute-form target', { ...page, target: `http://127.0.0.1:4711/${door.token}/` }],
    ['POST', { ...page, method: 'POST' }],
    ['OPTIONS', { ...page, method: 'OPTIONS' }],
    ['TRACE', { ...page, method: 'TRACE' }],
  ])('%s', (_, request) => {
    expect(isRequestAllowed(request, door)).toMatchObject({ isAllowed: false });
  });
});
