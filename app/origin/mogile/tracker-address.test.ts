import { expect, it } from 'vitest';
import { readTrackerAddress, trackerName } from './tracker-address.ts';

it.each([
  ['127.0.0.1:7001', { host: '127.0.0.1', port: 7001 }],
  ['tracker-1.example:1', { host: 'tracker-1.example', port: 1 }],
  ['[::1]:7001', { host: '::1', port: 7001 }],
])('reads %s and writes it back', (text, address) => {
  expect(readTrackerAddress(text)).toEqual(address);
  expect(trackerName(address)).toBe(text);
});

it.each([
  '',
  'host',
  ':7001',
  'host:',
  'host:0',
  'host:65536',
  'a b:1',
  '::1:7001',
  'http://h:1',
  'h:1/x',
])('refuses %j', (text) => {
  expect(readTrackerAddress(text)).toBeNull();
});
