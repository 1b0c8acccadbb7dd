import { expect, test } from 'vitest';
import { errorTable } from '../../contract/errors.ts';
import { readErrorBody } from './error-body.ts';

const { fix } = errorTable.storage_unreachable;

test('the error that the reproxy names is read from its lines', () => {
  const body =
    'storage_unreachable\nStorage 127.0.0.1:1 could not be reached: ECONNREFUSED.\nTried:\n  GET x\n';
  expect(readErrorBody(body)).toEqual({
    code: 'storage_unreachable',
    message: 'Storage 127.0.0.1:1 could not be reached: ECONNREFUSED.',
    fix,
  });
});

test('the error that an embedded part names is read from its one line', () => {
  expect(readErrorBody('storage_unreachable: It is down.\nStart it.\n')).toEqual({
    code: 'storage_unreachable',
    message: 'It is down.',
    fix,
  });
});

test.each(['', 'hello\nworld', '<h1>503</h1>', 'Not Found: x', 'storage_unreachable'])(
  '“%s” names no error',
  (body) => {
    expect(readErrorBody(body)).toBeNull();
  },
);
