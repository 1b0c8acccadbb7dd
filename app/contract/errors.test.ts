import { expect, test } from 'vitest';
import { applicationErrors } from './error-table/application-errors.ts';
import { faultErrors } from './error-table/fault-errors.ts';
import { fileErrors } from './error-table/file-errors.ts';
import { playerErrors } from './error-table/player-errors.ts';
import { programErrors } from './error-table/program-errors.ts';
import { queueErrors } from './error-table/queue-errors.ts';
import { requestErrors } from './error-table/request-errors.ts';
import { sessionErrors } from './error-table/session-errors.ts';
import { storageErrors } from './error-table/storage-errors.ts';
import { sweepErrors } from './error-table/sweep-errors.ts';
import { targetErrors } from './error-table/target-errors.ts';
import { trackerErrors } from './error-table/tracker-errors.ts';
import {
  CodedError,
  describeError,
  type ErrorCode,
  errorTable,
  toSeeklabError,
  withoutPasswords,
} from './errors.ts';

test('no code stands in two groups', () => {
  const codes = [
    programErrors,
    fileErrors,
    requestErrors,
    applicationErrors,
    faultErrors,
    trackerErrors,
    storageErrors,
    targetErrors,
    playerErrors,
    sweepErrors,
    queueErrors,
    sessionErrors,
  ].flatMap((group) => Object.keys(group));
  expect(codes.toSorted()).toEqual(Object.keys(errorTable).toSorted());
});

/** Stands for every parameter, by its own name. */
const anyParams = new Proxy({}, { get: (_, name) => `<${String(name)}>` });

test.each(Object.keys(errorTable) as ErrorCode[])(
  '%s has sentences, a status and an exit code',
  (code) => {
    expect(code).toMatch(/^[a-z][a-z_]+$/);
    const { message, fix } = describeError(code, anyParams as never);
    expect(message).toMatch(/\S.*[.?"”…>]$/s);
    expect(message).not.toContain('undefined');
    expect(fix).toMatch(/^[A-Z].*\.$/s);
    const error = new CodedError(code, anyParams as never);
    expect(error.httpStatus).toBeGreaterThanOrEqual(200);
    expect([1, 2, 3]).toContain(error.exitCode);
    expect(JSON.parse(JSON.stringify(error))).toEqual({ code, message, fix });
  },
);

test('what a message names cannot be left out, nor anything else be given', () => {
  // @ts-expect-error the peer and its status are named
  describeError('storage_bad_status', {});
  // @ts-expect-error nothing is named without them
  describeError('storage_bad_status');
  // @ts-expect-error a status is a number
  describeError('storage_bad_status', { peer: 'a:1', status: '404' });
  // @ts-expect-error it has no detail
  new CodedError('storage_bad_status', { peer: 'a:1', status: 404, detail: 'x' });
  expect(describeError('storage_bad_status', { peer: 'a:1', status: 404 }).message).toBe(
    'Storage a:1 answered 404, expected 200 or 206.',
  );
});

test('an error from somebody else keeps its code', () => {
  const error = { code: 'teapot', message: 'Short and stout.', fix: 'Tip it.' };
  const coded = new CodedError(error, {}, { cause: 'tea' });
  expect(coded).toMatchObject({ ...error, httpStatus: 502, exitCode: 1, cause: 'tea' });
  expect(toSeeklabError(coded)).toEqual(error);
});

test.each([
  ['http://user:pw@host/a.flv is none', 'http://…@host/a.flv is none'],
  ['"https://user@host:8080/"', '"https://…@host:8080/"'],
  ['http://u:p@ss@host/ and HTTP://u:p@b', 'http://…@host/ and HTTP://…@b'],
  ['http://u:p/w@host/a', 'http://…@host/a'],
  ['http://u:p#w@host/a', 'http://…@host/a'],
  ['ftp://:pw@host', 'ftp://…@host'],
  ['http://host:8080/a@2x.flv stays', 'http://host:8080/a@2x.flv stays'],
  ['http://host/a?mail=a@b stays', 'http://host/a?mail=a@b stays'],
  ['http://[::1]:80/a@b stays', 'http://[::1]:80/a@b stays'],
])('%s is shown without a password', (text, shown) => {
  expect(withoutPasswords(text)).toBe(shown);
  expect(describeError('usage', { detail: text }).message).toBe(shown);
});
