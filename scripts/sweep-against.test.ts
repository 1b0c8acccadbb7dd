import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { patchPrefix } from '../app/flv/prefix.ts';
import { broken, reportIn, samples, scripted, sweepCommand } from './test-support/swept.ts';

const { run, folder } = sweepCommand();

test('a budget makes checks count for more or for nothing, and each report names it', async () => {
  const dir = await folder();
  const [budget, json, page] = ['ci.yaml', 'a.json', 'a.html'].map((name) => join(dir, name));
  const swept = async (text: string) => {
    await writeFile(`${budget}`, text);
    return run(
      ...['sample.flv', '--plan', 'random:5', '--budget', `${budget}`],
      ...['--report', `json=${json}`, '--report', `html=${page}`],
    );
  };
  const strict = await swept('checks:\n  first_byte_in_time: fail\nlimits: {firstByteMs: 0}\n');
  expect(strict.code).toBe(1);
  expect(strict.out).toContain('verdict fail: 0 passed, 0 warned, 5 failed');
  expect(strict.out).toContain('budget  ci.yaml: first_byte_in_time fail; firstByteMs 0\n');
  expect(await reportIn(`${json}`)).toMatchObject({
    budget: {
      ...{ name: 'ci.yaml', checks: { first_byte_in_time: 'fail' }, limits: { firstByteMs: 0 } },
    },
  });
  expect(await readFile(`${page}`, 'utf8')).toContain('<dt>Budget</dt><dd>ci.yaml: ');
  const off = await swept(
    '{"checks": {"first_byte_in_time": "off"}, "limits": {"firstByteMs": 0}}',
  );
  expect(off.code).toBe(0);
  expect(off.out).toContain('verdict pass: 5 passed, 0 warned, 0 failed');
  const mistaken = await swept('{\n  "limits": {\n    "firstByteMs": -1\n  }\n}\n');
  expect({ out: mistaken.out, code: mistaken.code }).toEqual({ out: '', code: 2 });
  expect(mistaken.err).toContain(
    `budget_not_understood: The budget "${budget}" is not understood at line 3, column 20: "limits.firstByteMs" is -1: expected ms, 0 or more.`,
  );
});

test('against a baseline only what is new or worse counts', async () => {
  const dir = await folder();
  const path = join(dir, 'before.json');
  let isBroken = false;
  const server = await scripted((request) => {
    if (isBroken) broken(request);
    else request.socket.end('HTTP/1.1 416 No\r\nContent-Length: 0\r\n\r\n');
  });
  const at = ['sample.flv', '--target', `there=${server.url}/{name}?start={start}`];
  const edges = (...args: string[]) => run(...at, '--plan', 'edges', ...args);
  const before = await edges('--report', `json=${path}`);
  expect(before.code).toBe(1);
  const { fail } = (await reportIn(path)).counts;
  // The report takes the place of the baseline that it was compared with.
  const same = await edges('--baseline', path, '--report', `json=${path}`);
  expect(same.code).toBe(0);
  expect(same.out).toContain('0 worse, 0 better, 17 the same\n');
  expect(same.out).toContain(`known   ${fail} failed before and still do\n`);
  isBroken = true;
  const worse = await edges('--baseline', path);
  expect(worse.code).toBe(1);
  expect(worse.out).toMatch(/ worse {3}start=\d+ in sample\.flv at there: pass before, now fail, /);
  const data = await edges('--baseline', path, '--json');
  const difference = JSON.parse(data.out.trimEnd().split('\n').at(-1) ?? '');
  expect(difference).toMatchObject({ onlyBefore: 0, onlyAfter: 0, stillFailing: fail });
  const asked = server.requests.length;
  const other = await run(...at, '--plan', 'random:3', '--baseline', path);
  expect({ out: other.out, code: other.code }).toEqual({ out: '', code: 2 });
  expect(other.err).toContain('baseline_unlike: ');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace(/"sizeBytes":\d+/, '"sizeBytes":1'));
  const resized = await edges('--baseline', path);
  expect({ out: resized.out, code: resized.code }).toEqual({ out: '', code: 2 });
  expect(resized.err).toContain('"sample.flv" had 1 bytes and now has ');
  await writeFile(path, text.slice(0, -20));
  expect((await edges('--baseline', path)).err).toContain('report_unusable');
  expect(server.requests.length).toBe(asked);
});

test('times that are slower than those of the baseline count, though all is well', async () => {
  const path = join(await folder(), 'before.json');
  const sample = await readFile(join(samples, 'sample.flv'));
  let delayMs = 0;
  const server = await scripted(({ target, socket }) => {
    const start = Number(/start=(\d+)/.exec(target)?.[1] ?? 0);
    const body = Buffer.concat([start === 0 ? Buffer.of() : patchPrefix, sample.subarray(start)]);
    setTimeout(() => {
      socket.write(
        `HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nContent-Length: ${body.length}\r\n\r\n`,
      );
      socket.write(body);
    }, delayMs);
  });
  const args = ['sample.flv', '--plan', 'random:20', '--concurrency', '1'];
  const swept = (...more: string[]) =>
    run(...args, '--target', `there=${server.url}/{name}?start={start}`, ...more);
  expect((await swept('--report', `json=${path}`)).code).toBe(0);
  delayMs = 500;
  const { out, code } = await swept('--baseline', path);
  expect(out).toContain(' 0 failed');
  expect(out).toContain('time    slower: sample.flv at there, first byte ');
  expect(code).toBe(1);
});

test.each(['--budget', '--baseline'])('a file for %s that is not there ends it', async (option) => {
  const { out, err, code } = await run('sample.flv', option, 'gone.json');
  expect(out).toBe('');
  expect(err).toMatch(/^seeklab: file_unreadable: .*gone\.json/);
  expect(code).not.toBe(0);
});
