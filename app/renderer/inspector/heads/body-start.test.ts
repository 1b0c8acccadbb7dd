import { expect, test } from 'vitest';
import { makeExchange } from '../../../contract/test-support/make-records.ts';
import { bodyStartOf } from './body-start.ts';

const prefixHex = '464c5601010000000900000009';
const hex = '46 4c 56 01 01 00 00 00 09 00 00 00 09';

test('the bytes that the reproxy put there are marked as added', () => {
  const exchange = makeExchange({ prefixHex, bodyStartHex: prefixHex, bodyStartBy: 'reproxy' });
  expect(bodyStartOf(exchange)).toEqual({
    hex,
    isAdded: true,
    by: 'The reproxy put them in front of what storage sent.',
  });
  expect(bodyStartOf({ ...exchange, prefixBytes: 1204 }).by).toContain('the first of 1,204 bytes');
});

test('those of the server behind, and of the file itself, are not', () => {
  const exchange = makeExchange({
    prefixHex,
    bodyStartHex: prefixHex,
    bodyStartBy: 'application',
  });
  expect(bodyStartOf(exchange)).toMatchObject({ hex, isAdded: false });
  expect(bodyStartOf(exchange).by).toContain('server behind put these 13 bytes there itself');
  const own = makeExchange({ bodyStartHex: prefixHex, bodyStartBy: 'file' });
  expect(bodyStartOf(own).by).toContain('The file’s own first bytes');
});

test('where nobody put any, the bytes that came first stand there all the same', () => {
  expect(bodyStartOf(makeExchange({ bodyStartHex: '0900002d' }))).toEqual({
    hex: '09 00 00 2d',
    isAdded: false,
    by: 'Not the beginning of an FLV, and nobody put one in front.',
  });
  const failed = makeExchange({ bodyStartHex: '7b22', outcome: 'failed' });
  expect(bodyStartOf(failed).by).toContain('says about the error');
});

test('where no byte came, it says why', () => {
  const by = (patch: Parameters<typeof makeExchange>[0]) => bodyStartOf(makeExchange(patch)).by;
  expect(by({ method: 'HEAD' })).toContain('HEAD asks for the head alone');
  expect(by({ outcome: 'running' })).toBe('No byte has come yet.');
  expect(by({})).toBe('None came.');
  expect(bodyStartOf(makeExchange()).hex).toBe('');
});
