import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import { checkResult, verdict } from '../app/contract/check.ts';
import { exchange } from '../app/contract/exchange.ts';
import { seek } from '../app/contract/seek.ts';
import { createApplication } from '../app/origin/application.ts';
import { serveFolder } from '../app/origin/test-support/serve-folder.ts';
import { startSignedApplication } from '../app/origin/test-support/signed-application.ts';
import { createScriptedServer, type Script } from '../app/proxy/test-support/scripted-server.ts';
import { buildCommand } from './test-support/built-command.ts';

const samples = join(import.meta.dirname, '../assets/samples');
/** Programs start slowly on a busy machine. */
vi.setConfig({ testTimeout: 120_000 });

const command = buildCommand();

/** With the samples that ship, and settings of its own. */
const argsOf = (args: readonly string[]) => [
  'seek',
  ...args,
  ...['--media', samples, '--data-dir', join(command.dir, 'data')],
];

const run = (...args: string[]) => command.run(...argsOf(args));

/** The records of `--json`, each held against the contract. */
function recordsOf(out: string) {
  const lines = out.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const { seek: done, exchanges, verdict: worst, checks, ...others } = JSON.parse(line);
    expect(others).toEqual({});
    return {
      seek: seek.parse(done),
      exchanges: exchange.array().parse(exchanges),
      verdict: verdict.parse(worst),
      checks: checkResult.array().parse(checks),
    };
  });
}

test('a keyframe, a time and bytes land where the index says', async () => {
  const places = ['#21', '0:42.3', '@1204887', '0x1262A7'].flatMap((place) => ['--at', place]);
  const { out, err, code } = await run('sample.flv', ...places, '--json');
  expect({ err, code }).toEqual({ err: '', code: 0 });
  const records = recordsOf(out);
  expect(records.map((record) => record.seek.landed?.offset)).toEqual([
    1_029_887, 1_029_887, 1_224_480, 1_224_480,
  ]);
  for (const { seek: done, exchanges, verdict: worst } of records) {
    expect(worst).toEqual({ result: 'pass', code: null });
    expect(done).toMatchObject({
      state: 'inspected',
      status: 200,
      prefixHex: '464c5601010000000900000009',
      error: null,
    });
    expect(exchanges.map(({ hops }) => hops.map(({ kind }) => kind))).toEqual([
      ['client', 'application', 'storage'],
    ]);
    const storage = exchanges[0]?.hops[2];
    expect(storage?.requestHead).toContain(`\r\nRange: bytes=${done.requestedOffset}-\r\n`);
  }
});

test('text names the prefix’s fields, what was skipped, and with --heads every raw line', async () => {
  const { out, code } = await run('sample.flv', '--at', '@1204887', '--heads');
  expect(code).toBe(0);
  expect(out).toContain('46 4c 56 01 01 00 00 00 09 00 00 00 09  as the 2007 patch');
  expect(out).toMatch(/PreviousTagSize0 +9, the specification wants 0/);
  expect(out).toContain('19,593 bytes with 63 tags were skipped to the next, keyframe 25');
  expect(out).toContain('  < X-REPROXY-FLV-START: 1204887\n');
  expect(out).toContain('  > Range: bytes=1204887-\n');
  expect(out).not.toContain('\r');
});

test('places come from standard input too, each answered before the next is written', async () => {
  const child = command.start(argsOf(['sample.flv', '--at', '-', '--json']));
  for (const keyframe of [3, 7]) {
    child.stdin.write(`\n#${keyframe}\n`);
    const [line] = await new Promise<string[]>((resolve) => {
      child.stdout.once('data', (bytes) => resolve([String(bytes)]));
    });
    expect(recordsOf(line ?? '')[0]?.seek.asked).toEqual({ kind: 'keyframe', keyframe });
  }
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.stdin.end('#8');
  expect(recordsOf(await text(child.stdout))[0]?.seek.asked).toEqual({
    kind: 'keyframe',
    keyframe: 8,
  });
  expect(await ended).toBe(0);
});

test('--exact reads until the asked picture has come', async () => {
  const at = ['--at', '0:43.9', '--json'];
  const [keyframe, exact] = await Promise.all([
    run('sample.flv', ...at),
    run('sample.flv', '--exact', ...at),
  ]);
  for (const { out, code } of [keyframe, exact]) {
    expect(code).toBe(0);
    expect(recordsOf(out)[0]?.seek.landed?.timeMs).toBe(42_000);
  }
});

test('--personality answers in other manners', async () => {
  const prefixOf = async (personality: string) => {
    const at = ['--at', '@123456', '--json', '--personality', personality];
    const { out, code } = await run('sample.flv', ...at);
    const [record] = recordsOf(out);
    return { code, prefixHex: record?.seek.prefixHex, landed: record?.seek.landed?.timeMs };
  };
  expect(await prefixOf('nginx')).toEqual({
    code: 0,
    prefixHex: '464c5601050000000900000000',
    landed: 6000,
  });
  // It goes back to a keyframe, which is its manner and no fault.
  expect(await prefixOf('cdn')).toMatchObject({ code: 0, landed: 4000 });
});

test('a video of one’s own application, by name and by address', async () => {
  const storage = await serveFolder(samples);
  const application = await createApplication({
    storageUrls: () => [`${storage.url}/sample.flv`],
  });
  onTestFinished(() => application.close());
  const own = ['--application', application.url, '--storage-allow', new URL(storage.url).host];
  for (const named of ['mine.flv', `${application.url}/v/mine.flv`]) {
    const { out, code } = await run(named, '--at', '#4', '--json', ...own);
    expect(code, named).toBe(0);
    expect(recordsOf(out)[0]?.seek).toMatchObject({ videoName: 'mine.flv', state: 'inspected' });
  }
});

test('a signed address reaches one’s own application as it is', async () => {
  const storage = await serveFolder(samples);
  const address = '/v/mine.flv?e=1&sig=a%2Bb';
  const application = await startSignedApplication(address, `${storage.url}/sample.flv`);
  onTestFinished(() => application.close());
  const own = ['--application', application.url, '--storage-allow', new URL(storage.url).host];
  for (const named of ['mine.flv?e=1&sig=a%2Bb', application.url + address]) {
    const { out, code } = await run(named, '--at', '#4', '--json', ...own);
    expect(code, named).toBe(0);
    const [record] = recordsOf(out);
    expect(record?.seek).toMatchObject({ videoName: 'mine.flv?…', state: 'inspected' });
    const start = record?.seek.requestedOffset;
    expect(application.targets.at(-1)).toBe(`${address}&start=${start}`);
  }
});

test('a file that is in no library is added for the seek', async () => {
  const { out, code } = await run(join(samples, 'cut-short.flv'), '--at', '#1', '--json');
  expect(code).toBe(0);
  expect(recordsOf(out)[0]?.seek.landed?.isKeyframe).toBe(true);
});

/** The user's application, which sends the same bytes whatever is asked. */
async function answering(script: Script) {
  const server = await createScriptedServer(script);
  onTestFinished(() => server.close());
  return server;
}

test('a server that ignores start fails the seek, and the cause is named', async () => {
  const file = await readFile(join(samples, 'sample.flv'));
  const server = await answering(({ header, socket }) => {
    const [, first, last] = /^bytes=(\d+)-(\d*)/.exec(header('range') ?? '') ?? [];
    const body = file.subarray(Number(first ?? 0), last ? Number(last) + 1 : undefined);
    const range = `Content-Range: bytes ${first}-${Number(first) + body.length - 1}/${file.length}\r\n`;
    const status = first === undefined ? '200 OK\r\n' : `206 Partial Content\r\n${range}`;
    socket.write(`HTTP/1.1 ${status}Content-Length: ${body.length}\r\nETag: "1"\r\n\r\n`);
    socket.write(body);
  });
  const { out, code } = await run(
    ...['x.flv', '--application', server.url, '--at', '#10', '--json'],
  );
  expect(code).toBe(1);
  const [record] = recordsOf(out);
  expect(record?.seek).toMatchObject({
    state: 'failed',
    landed: { timeMs: 0 },
    error: { code: 'landing_wrong' },
  });
  expect(record?.verdict.result).toBe('fail');
  // Nobody plays here; but of a seek that failed no picture could have come.
  const [came, right] = ['picture_came', 'picture_right'].map((each) =>
    record?.checks.find(({ code }) => code === each),
  );
  expect([came?.result, right?.result]).toEqual(['fail', 'skip']);
  expect(came?.message).toContain(record?.seek.error?.message);
});

test('--whole reads to the end, and the checks see all of it', async () => {
  const at = ['--at', '#21', '--json'];
  const [whole] = recordsOf((await run('sample.flv', '--whole', ...at)).out);
  const resultOf = (code: string) => whole?.checks.find((check) => check.code === code);
  expect(resultOf('body_exact')?.message).toMatch(/to the file’s end/);
  expect(resultOf('ends_whole')?.result).toBe('pass');
  expect(resultOf('picture_came')?.result).toBe('skip');
});

test('a check that fails stands in the text, though the seek landed, and makes the exit code 1', async () => {
  const file = await readFile(join(samples, 'sample.flv'));
  const server = await answering(({ target, socket }) => {
    const start = Number(/start=(\d+)/.exec(target)?.[1] ?? 0);
    const prefix = Buffer.from(start > 0 ? '464c5601010000000900000009' : '', 'hex');
    const body = Buffer.concat([prefix, file.subarray(start)]);
    const fields = `Accept-Ranges: bytes\r\nContent-Length: ${body.length}\r\n`;
    socket.write(`HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\n${fields}\r\n`);
    socket.write(body);
  });
  const { out, code } = await run(...['sample.flv', '--application', server.url, '--at', '#4']);
  expect(out).toMatch(/verdict +fail: /);
  expect(out).toMatch(/fail range_fields_gone: Accept-Ranges invites/);
  expect(out).toContain('seen accept-ranges: bytes, expected none');
  expect(out).toMatch(/landed +keyframe of 0:08.000/);
  expect(code).toBe(1);
});

test.each([
  [2, 'usage', ['sample.flv']],
  [2, 'usage', ['--at', '#1']],
  [2, 'usage', ['sample.flv', '--at', 'soon']],
  [2, 'usage', ['sample.flv', '--at', '#99']],
  [2, 'usage', ['sample.flv', 'another.flv', '--at', '#1']],
  [2, 'video_unknown', ['nowhere.flv', '--at', '#1']],
  [1, 'start_beyond_end', ['sample.flv', '--at', '@99999999']],
  [3, 'served_video_unusable', ['x.flv', '--application', 'http://127.0.0.1:1', '--at', '@5']],
])('exit code %d: %s', async (code, named, args) => {
  const done = await run(...args);
  expect(done.out + done.err).toContain(`${named}: `);
  expect(done.code).toBe(code);
});

test('the worst of several seeks is the exit code, and the others are told all the same', async () => {
  const { out, code } = await run('sample.flv', '--at', '@99999999', '--at', '#2', '--json');
  expect(recordsOf(out).map((record) => record.seek.state)).toEqual(['failed', 'inspected']);
  expect(code).toBe(1);
});

test('what a server sends cannot write to the terminal', async () => {
  const server = await answering(({ socket }) => {
    socket.write('HTTP/1.1 404 \x9b31mNo\r\nX-Odd: \x85\x9b2J\r\nContent-Length: 0\r\n\r\n');
  });
  const { out, err } = await run(
    ...['x.flv', '--application', server.url, '--at', '@5', '--heads'],
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those must not be there.
  expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});

test('a target is asked, by name, by Range and with fields that nothing tells', async () => {
  const heads: string[] = [];
  const storage = await serveFolder(samples);
  const server = await createScriptedServer(({ socket, head, target }) => {
    heads.push(head);
    socket.end(
      `HTTP/1.1 302 Found\r\nLocation: ${storage.url}${target}\r\nX-Echo: very-secret\r\n\r\n`,
    );
  });
  onTestFinished(() => server.close());
  const peer = storage.url.replace('http://', '');
  const { out, err, code } = await run(
    ...['sample.flv', '--target', `${server.url}/{name}`, '--redirect-to', peer],
    ...['--header', 'X-Key: very-secret', '--basic-auth', 'me:my-password'],
    ...['--at', '#21', '--json'],
  );
  expect(err).toBe('');
  const [record] = recordsOf(out);
  expect(record?.seek).toMatchObject({
    target: 'target',
    status: 206,
    landed: { offset: 1_029_887 },
  });
  expect(record?.exchanges[0]?.hops.map(({ kind, status }) => [kind, status])).toEqual([
    ['client', 206],
    ['target', 302],
    ['target', 206],
  ]);
  expect(heads[0]).toContain('X-Key: very-secret');
  expect(heads[0]).toContain(`Authorization: Basic ${btoa('me:my-password')}`);
  expect(out).not.toMatch(/very-secret|my-password|bWU6bXktcGFzc3dvcmQ/);
  expect(code).toBe(0);
});

test('a URL is the reference that a target is held against, and neither tells what it is signed with', async () => {
  const file = await readFile(join(samples, 'sample.flv'));
  const targets: string[] = [];
  // Whole and by Range without a start; with one, the prefix and the part.
  const server = await createScriptedServer(({ socket, target, header }) => {
    targets.push(target);
    const asked = /[?&]start=(\d+)/.exec(target)?.[1];
    const from = Number(asked ?? /^bytes=(\d+)-/.exec(header('range') ?? '')?.[1] ?? 0);
    const to = Number(/-(\d+)$/.exec(header('range') ?? '')?.[1] ?? file.length - 1);
    const prefix = asked === undefined ? '' : 'FLV\x01\x05\0\0\0\x09\0\0\0\0';
    const isRanged = header('range') !== undefined;
    const status = isRanged ? '206 Partial Content' : '200 OK';
    const range = isRanged ? `Content-Range: bytes ${from}-${to}/${file.length}\r\n` : '';
    const length = prefix.length + to + 1 - from;
    const tag = asked === undefined ? 'ETag: "1"\r\n' : '';
    const fields = `${tag}Content-Type: video/x-flv\r\nContent-Length: ${length}\r\n${range}`;
    socket.write(`HTTP/1.1 ${status}\r\n${fields}\r\n`);
    socket.write(prefix, 'latin1');
    socket.write(file.subarray(from, to + 1));
  });
  onTestFinished(() => server.close());
  const { out, err, code } = await run(
    `${server.url}/whole/sample.flv?key=very-secret`,
    ...['--target', `${server.url}/v/{name}?sig=very-secret&start={start}`, '--whole'],
    ...['--at', '#21', '--json'],
  );
  expect({ err, code }).toEqual({ err: '', code: 0 });
  const [record] = recordsOf(out);
  expect(record?.seek).toMatchObject({ videoName: 'target://sample.flv', error: null });
  expect(record?.seek.landed).toMatchObject({ offset: 1_029_887 });
  expect(record?.verdict).toEqual({ result: 'pass', code: null });
  const [, hop] = record?.exchanges[0]?.hops ?? [];
  expect(hop?.url).toBe(`${server.url}/v/sample.flv?sig=***&start=1029887`);
  expect(targets).toContain('/whole/sample.flv?key=very-secret');
  expect(targets).toContain('/v/sample.flv?sig=very-secret&start=1029887');
  expect(out).not.toContain('very-secret');
});

test('a reference that cannot be read is told without what its URL is signed with', async () => {
  const server = await createScriptedServer(({ socket }) => {
    socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
  });
  onTestFinished(() => server.close());
  const { out, err, code } = await run(
    `${server.url}/sample.flv?key=very-secret`,
    ...['--target', `${server.url}/{name}?start={start}`, '--at', '#21'],
  );
  expect([out, code]).toEqual(['', 3]);
  expect(err).toContain('403');
  expect(err).not.toContain('very-secret');
});

test('an answer passes as the server that --personality names, and fails as another', async () => {
  const file = await readFile(join(samples, 'sample.flv'));
  const server = await createScriptedServer(({ socket }) => {
    const fields = `Content-Type: video/x-flv\r\nContent-Length: ${file.length}\r\n`;
    socket.write(`HTTP/1.1 200 OK\r\n${fields}\r\n`);
    socket.write(file);
  });
  onTestFinished(() => server.close());
  const beyond = [
    'sample.flv',
    '--target',
    `${server.url}/{name}?start={start}`,
    '--at',
    '@9999999',
  ];
  const statusCheckOf = async (...manners: string[]) => {
    const { out } = await run(...beyond, ...manners, '--json');
    const [record] = recordsOf(out);
    return record?.checks.find(({ code }) => code === 'beyond_end_refused')?.result;
  };
  expect(await statusCheckOf('--personality', 'nginx')).not.toBe('fail');
  expect(await statusCheckOf('--personality', 'perlbal-patch')).toBe('fail');
  expect(await statusCheckOf()).toBe('fail');
  const { code, err } = await run(...beyond, '--personality', 'apache');
  expect([code, err]).toEqual([2, expect.stringContaining('--personality is "apache"')]);
});
