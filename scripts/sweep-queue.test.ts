import { once } from 'node:events';
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { startRedis, whyNoRedis } from '../app/core/queue/test-support/redis-server.ts';
import { broken, reportIn, samples, scripted, sweepCommand } from './test-support/swept.ts';

const { command, argsOf, run, folder } = sweepCommand();

beforeEach(({ skip }) => skip(whyNoRedis !== null, whyNoRedis ?? ''));

/** A worker with a data folder of its own; what it prints grows in `said`. */
async function startWorker(url: string, ...args: string[]) {
  const child = command.start([
    ...['worker', '--queue', url, '--data-dir', join(await folder(), 'data')],
    ...(args.includes('--media') ? [] : ['--media', samples]),
    ...args,
  ]);
  const worker = { child, said: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes) => {
      worker.said += bytes;
    });
  }
  return worker;
}

/** A sweep under way. */
function startSweep(...args: string[]) {
  const child = command.start(argsOf(args));
  child.stdin.end();
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { child, ended: ended.then(([out, err, [code, signal]]) => ({ out, err, code, signal })) };
}

/** Answers so many requests of all, and lets the others wait. */
async function answering(count: number) {
  const server = await scripted((request) => {
    if (server.requests.length <= count) broken(request);
  });
  return { server, target: `there=${server.url}/{name}?start={start}` };
}

const plan = ['--plan', 'random:40', '--concurrency', '1'];

test('two workers do what one sweep does', async () => {
  const redis = await startRedis();
  const dir = await folder();
  const at = (name: string) => join(dir, name);
  // How soon a busy machine answers is not what is compared.
  await writeFile(at('budget.json'), '{"checks":{"first_byte_in_time":"off"}}');
  const asked = [
    ...['sample.flv', '--plan', 'keyframes+random:9+edges', '--seed', '5', '--concurrency', '8'],
    ...['--personality', 'cdn', '--budget', at('budget.json')],
  ];
  await Promise.all([startWorker(redis.url), startWorker(redis.url)]);
  const queue = ['--queue', redis.url];
  const shared = await run(...asked, ...queue, '--report', `json=${at('shared.json')}`);
  const whole = await run(...asked, '--report', `json=${at('whole.json')}`);
  expect([shared.code, whole.code]).toEqual([0, 0]);
  expect(steady(await reportIn(at('shared.json')))).toEqual(
    steady(await reportIn(at('whole.json'))),
  );
});

/** What does not depend on how fast a machine is. */
function steady(report: Awaited<ReturnType<typeof reportIn>>) {
  return {
    ...report,
    ...{ startedAtEpochMs: 0, endedAtEpochMs: 0 },
    results: report.results.map(({ number, plan: part, ask, verdict, checks, seek }) => ({
      ...{ number, part, ask, verdict, checks },
      ...{ landed: seek.landed, prefix: seek.prefixHex },
    })),
  };
}

test('the engine is loaded with --queue only', async () => {
  const dir = dirname(command.program);
  const codeOf = (name: string) => readFile(join(dir, name), 'utf8');
  const found = (code: string, what: RegExp) =>
    [...code.matchAll(what)].map(([, name = '']) => name);
  const commands = found(await codeOf('seeklab.js'), /import\("\.\/([^"]+)"\)/g);
  const reached = new Set(['seeklab.js', ...commands]);
  for (const name of reached) {
    const code = await codeOf(name);
    expect(code.includes('BullMQ') && name).toBe(false);
    for (const each of found(code, /^(?:import|export) .*?"\.\/([^"]+)";$/gm)) reached.add(each);
  }
  expect(commands.length).toBeGreaterThan(6);
  expect(reached.size).toBeGreaterThan(20);
  // It is there all the same.
  const codes = await Promise.all((await readdir(dir)).map(codeOf));
  expect(codes.some((code) => code.includes('BullMQ'))).toBe(true);
});

test('a worker that is killed loses nothing and doubles nothing', async () => {
  const redis = await startRedis();
  const dir = await folder();
  const { server, target } = await answering(7);
  const first = await startWorker(redis.url);
  const report = join(dir, 'a.json');
  const sweep = startSweep(
    ...['sample.flv', ...plan, '--target', target, '--queue', redis.url],
    ...['--report', `json=${report}`],
  );
  // Five of one shard, two of the next, and one that is waited for.
  await server.request(8);
  first.child.kill('SIGKILL');
  server.script = broken;
  await startWorker(redis.url);
  const { code } = await sweep.ended;
  expect(code).toBe(1);
  const { results, counts, endedEarly } = await reportIn(report);
  expect({ endedEarly, done: counts.done }).toEqual({ endedEarly: null, done: 40 });
  expect(results.map(({ number }) => number)).toEqual(results.map((_, i) => i + 1));
  // Only what the killed worker had of its shard was asked once more.
  expect(server.requests.length).toBe(40 + 3);
});

test('a Redis that is killed and started again goes on', async () => {
  const redis = await startRedis();
  const dir = await folder();
  const { server, target } = await answering(7);
  const worker = await startWorker(redis.url);
  const report = join(dir, 'a.json');
  const sweep = startSweep(
    ...['sample.flv', ...plan, '--target', target, '--queue', redis.url],
    ...['--report', `json=${report}`],
  );
  const held = await server.request(8);
  await redis.kill();
  await vi.waitFor(() => expect(worker.said).toContain('is away; it is tried again'), 60_000);
  server.script = broken;
  broken(held);
  await redis.start();
  const { code, err } = await sweep.ended;
  expect(err).toContain('The queue is there again.');
  expect(code).toBe(1);
  const { results, counts } = await reportIn(report);
  expect(counts.done).toBe(40);
  expect(results.map(({ number }) => number)).toEqual(results.map((_, i) => i + 1));
});

test('Ctrl-C: a worker gives its shard back, and who asked takes all of them out', async () => {
  const redis = await startRedis();
  const dir = await folder();
  const { server, target } = await answering(7);
  const worker = await startWorker(redis.url);
  const report = join(dir, 'a.json');
  const sweep = startSweep(
    ...['sample.flv', ...plan, '--target', target, '--queue', redis.url],
    ...['--report', `json=${report}`],
  );
  await server.request(8);
  const left = once(worker.child, 'exit');
  worker.child.kill('SIGINT');
  expect(await left).toEqual([null, 'SIGINT']);
  const client = redis.connect();
  expect(await client.llen('seeklab:shards:wait')).toBe(7);
  sweep.child.kill('SIGINT');
  const { err, signal } = await sweep.ended;
  expect(signal).toBe('SIGINT');
  expect(err).toContain('Interrupted: what was done stands in ');
  const { counts, endedEarly } = await reportIn(report);
  expect({ endedEarly, counts }).toMatchObject({
    endedEarly: 'interrupted',
    counts: { planned: 40, done: 5 },
  });
  const keys = await client.keys('seeklab:*');
  expect(
    keys.filter((key) => !/^seeklab:shards:(?:meta|events|id|marker|stalled.*)$/.test(key)),
  ).toEqual([]);
});

test('a worker with another version of the video says so, and others do the sweep', async () => {
  const redis = await startRedis();
  const [here, there] = [await folder(), await folder()];
  const bytes = await readFile(join(samples, 'sample.flv'));
  await writeFile(join(here, 'own.flv'), bytes);
  bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
  await writeFile(join(there, 'own.flv'), bytes);
  const empty = await folder();
  const others = [
    await startWorker(redis.url, '--media', there),
    await startWorker(redis.url, '--media', empty),
  ];
  const sweep = startSweep('own.flv', '--media', here, '--queue', redis.url);
  await vi.waitFor(() => {
    expect(others[0]?.said).toContain('worker_has_other_video');
    expect(others[1]?.said).toContain('worker_lacks_video');
  }, 60_000);
  await copyFile(join(here, 'own.flv'), join(empty, 'own.flv'));
  const { err, code } = await sweep.ended;
  expect(code).toBe(0);
  expect(err).toMatch(/gave a shard back: worker_has_other_video: .*"own\.flv".* other bytes/);
});

test('secrets of a target are with the worker, and nowhere in Redis', async () => {
  const redis = await startRedis();
  const { server } = await answering(1000);
  const at = (sig: string) => `there=${server.url}/{name}?start={start}&sig=${sig}`;
  const sweepAt = (sig: string, ...more: string[]) =>
    run(
      ...['sample.flv', '--plan', 'random:9', '--target', at(sig), '--queue', redis.url],
      ...more,
    );
  const refused = [
    await sweepAt('very-secret'),
    await sweepAt('***', '--header', 'Cookie: session=very-secret'),
  ];
  for (const { code, err } of refused) {
    expect(code).toBe(2);
    expect(err).toContain('queue_secrets_stay');
    expect(err).not.toContain('very-secret');
  }
  const secrets = ['--header', 'Cookie: session=very-secret', '--target', at('very-secret')];
  const worker = await startWorker(redis.url, ...secrets);
  const { code, out } = await sweepAt('***');
  expect({ code, requests: server.requests.length }).toEqual({ code: 1, requests: 9 });
  expect(server.requests[0]?.head).toContain('&sig=very-secret ');
  expect(server.requests[0]?.head).toContain('\r\nCookie: session=very-secret\r\n');
  expect(await redis.written()).toContain('sig=***');
  expect([out, worker.said, await redis.written()].join()).not.toContain('very-secret');
});

test('over TLS and with a password, which is shown nowhere; Ctrl-C ends it while Redis is away', async () => {
  const at = join(import.meta.dirname, '../app/proxy/test-support');
  const [cert, key] = ['cert', 'key'].map((kind) => join(at, `localhost.${kind}.pem`));
  vi.stubEnv('NODE_EXTRA_CA_CERTS', cert);
  onTestFinished(() => void vi.unstubAllEnvs());
  const redis = await startRedis(
    ...['--requirepass', 'very-secret', '--port', '0', '--tls-port', 'PORT'],
    ...['--tls-cert-file', `${cert}`, '--tls-key-file', `${key}`, '--tls-auth-clients', 'no'],
    ...['--tls-ca-cert-file', `${cert}`],
  );
  const worker = await startWorker(`rediss://:very-secret@localhost:${redis.port}`);
  const told = `takes shards from rediss://localhost:${redis.port}. `;
  await vi.waitFor(() => expect(worker.said).toContain(told), 60_000);
  await redis.kill();
  await vi.waitFor(() => expect(worker.said).toContain('is away; it is tried again'), 60_000);
  const ended = once(worker.child, 'exit');
  worker.child.kill('SIGINT');
  expect(await ended).toEqual([null, 'SIGINT']);
  expect(worker.said).not.toContain('very-secret');
});

test('a Redis that nobody runs is told at once, and nothing after it', async () => {
  const redis = await startRedis();
  await redis.kill();
  const { code, err } = await run('sample.flv', ...plan, '--queue', redis.url);
  expect(err).toMatch(/^seeklab: queue_unreachable: [^\n]+\n$/);
  expect(code).toBe(3);
});
