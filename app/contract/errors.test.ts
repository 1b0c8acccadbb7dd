import { expect, test } from 'vitest';
import { applicationErrors } from './error-table/application-errors.ts';
import { fileErrors } from './error-table/file-errors.ts';
import { playerErrors } from './error-table/player-errors.ts';
import { programErrors } from './error-table/program-errors.ts';
import { requestErrors } from './error-table/request-errors.ts';
import { storageErrors } from './error-table/storage-errors.ts';
import { trackerErrors } from './error-table/tracker-errors.ts';
import { CodedError, describeError, type ErrorCode, errorTable } from './errors.ts';

test('no code stands in two groups', () => {
  const codes = [
    programErrors,
    fileErrors,
    requestErrors,
    applicationErrors,
    trackerErrors,
    storageErrors,
    playerErrors,
  ].flatMap((group) => Object.keys(group));
  expect(codes.toSorted()).toEqual(Object.keys(errorTable).toSorted());
});

test.each(Object.keys(errorTable) as ErrorCode[])(
  '%s has sentences, a status and an exit code',
  (code) => {
    expect(code).toMatch(/^[a-z][a-z_]+$/);
    const { message, fix } = describeError(code, { detail: 'It went wrong.' });
    expect(message).toMatch(/\S.*[.?"”…]$/s);
    expect(fix).toMatch(/^[A-Z].*\.$/s);
    const error = new CodedError(code, { detail: 'It went wrong.' });
    expect(error.httpStatus).toBeGreaterThanOrEqual(200);
    expect([1, 2, 3]).toContain(error.exitCode);
    expect(JSON.parse(JSON.stringify(error))).toEqual({ code, message, fix });
  },
);
