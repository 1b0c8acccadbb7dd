import { expect, it } from 'vitest';
import { readRedisAddress } from './redis-address.ts';

it.each([
  [
    'redis://host',
    { host: 'host', port: 6379, database: 0, isTls: false, shown: 'redis://host:6379' },
  ],
  ['rediss://host:1/2', { port: 1, database: 2, isTls: true, shown: 'rediss://host:1/2' }],
  ['redis://[::1]:7', { host: '::1', port: 7, shown: 'redis://[::1]:7' }],
  ['redis://:p%40ss@h', { username: null, password: 'p@ss', shown: 'redis://h:6379' }],
  ['redis://me:50%25@h/', { username: 'me', password: '50%', shown: 'redis://h:6379' }],
])('reads %s', (text, expected) => {
  expect(readRedisAddress(text)).toMatchObject(expected);
});

it.each([
  'localhost:6379',
  'http://:secret@host',
  'redis://',
  'redis://:secret@',
  'redis://:secret@host/name',
  'redis://:sec?ret@host',
  'redis://:sec#ret@host',
  'redis://:sec/ret@host',
  'redis://host:99999',
])('refuses %s, and shows nothing of it', (text) => {
  const refusal = expect.objectContaining({
    code: 'queue_address_invalid',
    message: expect.not.stringMatching(/sec|ret/),
  });
  expect(() => readRedisAddress(text)).toThrow(refusal);
});
