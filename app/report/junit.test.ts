import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { describeError } from '../contract/errors.ts';
import type { SweepResult } from '../contract/sweep.ts';
import { makeExchange, makeHop, makeSeek } from '../contract/test-support/make-records.ts';
import { writeJUnit } from './junit.ts';
import {
  brokenStatus,
  makeFailure,
  makeResult,
  makeSummary,
  written,
} from './test-support/make-sweep.ts';

const schema = fileURLToPath(new URL('test-support/jenkins-junit.xsd', import.meta.url));

/** What Debian's xmllint says against it; empty when it is valid. */
function faultsOf(xml: string): string {
  const { status, stderr, error } = spawnSync('xmllint', ['--noout', '--schema', schema, '-'], {
    input: xml,
    encoding: 'utf8',
  });
  if (error) throw error;
  return status === 0 ? '' : stderr;
}

/** The text that an XPath expression comes to. */
function xpath(xml: string, expression: string): string {
  const { stdout, error } = spawnSync('xmllint', ['--xpath', expression, '-'], {
    input: xml,
    encoding: 'utf8',
  });
  if (error) throw error;
  return stdout.trimEnd();
}

const junit = (results: SweepResult[], summary = makeSummary()) =>
  written(writeJUnit, summary, results);

describe('JUnit', () => {
  it('the schema refuses what Jenkins would', () => {
    expect(faultsOf('<testsuites><testsuite name="a"/></testsuites>')).toContain('tests');
  });

  it('one suite for each video and target, also when their results are mixed', async () => {
    const xml = await junit([
      makeResult({ number: 1, target: 0 }),
      makeFailure({ number: 2, target: 1 }),
      makeResult({ number: 3, target: 0 }),
    ]);
    expect(faultsOf(xml)).toBe('');
    expect(xpath(xml, 'count(//testsuite)')).toBe('2');
    expect(xpath(xml, 'string(//testsuite[1]/@name)')).toBe('sample.flv at embedded as nginx');
    expect(xpath(xml, 'string(//testsuite[1]/@tests)')).toBe('2');
    expect(xpath(xml, 'count(//testsuite[1]/testcase)')).toBe('2');
    expect(xpath(xml, 'string(//testsuite[2]/@failures)')).toBe('1');
    expect(xpath(xml, 'string(//testcase[1]/@time)')).toBe('0.061');
  });

  it('in order, each suite is written in one go', async () => {
    const results = [0, 0, 1, 1].map((target, i) => makeResult({ number: i + 1, target }));
    const xml = await junit(results);
    expect(faultsOf(xml)).toBe('');
    expect(xpath(xml, 'count(//testsuite)')).toBe('2');
    expect(xpath(xml, 'count(//testsuite[2]/testcase)')).toBe('2');
  });

  it('a failure says what, with heads, the 13 bytes and how to repeat it', async () => {
    const xml = await junit([makeFailure()]);
    expect(xpath(xml, 'string(//failure/@type)')).toBe('status_expected');
    expect(xpath(xml, 'string(//failure/@message)')).toBe(
      'The status should be 200. (seen 206, expected 200)',
    );
    const text = xpath(xml, 'string(//failure)');
    expect(text).toContain('< HTTP/1.1 206 Partial Content');
    expect(text).toContain('46 4c 56');
    expect(text).toContain("seeklab seek sample.flv --at '#21' --personality nginx");
    expect(text).toContain(
      "curl -sv -o /dev/null 'http://127.0.0.1:8000/v/sample.flv?start=1261000'",
    );
  });

  it('nobody there is an error, nothing to check is skipped, a warning passes', async () => {
    const nothing = { verdict: { result: 'skip', code: null } } as const;
    const nobody = { verdict: { result: 'fail', code: null } } as const;
    const error = describeError('connection_lost');
    const xml = await junit([
      makeResult({ number: 1, ...nobody, seek: makeSeek({ state: 'failed', error }) }),
      makeResult({ number: 2, ...nothing }),
      makeResult({
        number: 3,
        verdict: { result: 'warn', code: 'status_expected' },
        checks: [{ ...brokenStatus, result: 'warn' }],
      }),
    ]);
    expect(faultsOf(xml)).toBe('');
    expect(xpath(xml, 'string(//testcase[1]/error/@type)')).toBe('connection_lost');
    expect(xpath(xml, 'count(//testcase[2]/skipped)')).toBe('1');
    expect(xpath(xml, 'string(//testcase[3]/system-out)')).toContain('The status should be 200.');
    expect(xpath(xml, 'string(//testsuite/@errors)')).toBe('1');
  });

  it('a server’s bytes, whatever they are, stay text', async () => {
    const bytes = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join('');
    const odd = `]]></failure><x a="'">&\ud800 \uffff${bytes}`;
    const hop = makeHop({ responseHead: `HTTP/1.1 206 ${odd}\r\n\r\n` });
    const xml = await junit([
      makeFailure({
        plan: odd,
        checks: [{ ...brokenStatus, message: odd }],
        exchanges: [makeExchange({ hops: [hop] })],
      }),
    ]);
    expect(faultsOf(xml)).toBe('');
    expect(xpath(xml, 'string(//failure)')).toContain(
      ']]></failure><x a="\'">&\ufffd \ufffd\ufffd',
    );
  });

  it('no results: no suites', async () => {
    const xml = await junit([]);
    expect(faultsOf(xml)).toBe('');
    expect(xpath(xml, 'count(//testsuite)')).toBe('0');
  });
});

it('names the budget by which it was judged', async () => {
  const xml = await junit([makeResult()], makeSummary({ budget: { name: 'ci.yaml' } }));
  expect(xpath(xml, 'string(/testsuites/@name)')).toBe('seeklab keyframes+edges, budget ci.yaml');
  expect(faultsOf(xml)).toBe('');
});
