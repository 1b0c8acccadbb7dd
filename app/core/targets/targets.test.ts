import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { verdictOf } from '../../checks/verdict.ts';
import type { Exchange } from '../../contract/exchange.ts';
import type { Seek } from '../../contract/seek.ts';
import { makeTempDir } from '../../origin/test-support/temp-dir.ts';
import { createScriptedServer } from '../../proxy/test-support/scripted-server.ts';
import { createVideoClock } from '../../seek/clock/video-clock.ts';
import { createSeeker } from '../../seek/seeker.ts';
import { createVideoAddress } from '../../seek/video-address.ts';
import { run } from '../test-support/run.ts';
import type { Workbench } from '../workbench.ts';
import { startWorkbench, target } from './test-support/start-workbench.ts';

const samplePath = join(import.meta.dirname, '../../../assets/samples/sample.flv');

/** Another Seeklab is a server like any other. */
async function startServer(personality: 'perlbal-patch' | 'nginx' = 'perlbal-patch') {
  const server = await startWorkbench();
  await run(server, 'system.configure', { personality });
  const status = await run(server, 'system.status', {});
  return { reproxyUrl: server.reproxyUrl, storageUrl: status.storage.url };
}

/** One seek to keyframe 5, and the exchange that it made. */
async function seekIn(workbench: Workbench, name: string) {
  const facts = await run(workbench, 'video.open', { name });
  const clock = createVideoClock(facts);
  const ended = new Promise<Exchange>((resolve) => {
    workbench.log.tap({
      onExchange: (exchange) => exchange.outcome !== 'running' && resolve(exchange),
    });
  });
  const seeker = createSeeker({
    facts,
    seekerId: 'test',
    accuracy: 'keyframe',
    isWhole: false,
    streamUrl: createVideoAddress(workbench.reproxyUrl, () => ({ facts, clock })),
    mayMoveStart: () => facts.target?.mayMoveStart ?? false,
  });
  const seek = await seeker.seek({ kind: 'keyframe', keyframe: 5 });
  seeker.close();
  const exchange = await ended;
  expect(exchange.seekId).toBe(seek.id);
  return { seek, exchange, keyframe: clock.keyframeNumbered(5) };
}

async function judged(workbench: Workbench, seek: Seek | null, exchange: Exchange) {
  const checks = await workbench.judge({ seek, exchanges: [exchange] });
  const resultOf: Record<string, string> = Object.fromEntries(
    checks.map(({ code, result }) => [code, result]),
  );
  return { verdict: verdictOf(checks), resultOf };
}

describe('a target', () => {
  it('has the library’s videos in a group of their own, which are sought in through the relay', async () => {
    const [workbench, server] = await Promise.all([startWorkbench(), startServer('nginx')]);
    await run(workbench, 'target.add', target(`${server.reproxyUrl}/v/{name}?start={start}`));
    const library = await run(workbench, 'library.list', {});
    expect(library).toContainEqual(
      expect.objectContaining({ name: 'x://sample.flv', origin: 'target' }),
    );
    const { seek, exchange, keyframe } = await seekIn(workbench, 'x://sample.flv');
    expect(seek).toMatchObject({
      target: 'x',
      videoName: 'x://sample.flv',
      state: 'inspected',
      error: null,
      requestedOffset: keyframe?.offset,
      landed: { offset: keyframe?.offset },
      prefixHex: '464c5601050000000900000000',
    });
    expect(exchange.hops.map(({ kind }) => kind)).toEqual(['client', 'target']);
    expect(exchange.hops[1]?.requestHead).toMatch(
      new RegExp(`^GET /v/sample\\.flv\\?start=${keyframe?.offset} HTTP/1.1\r\n`),
    );
    expect(exchange.hops[1]?.requestHead).not.toMatch(/seek|via|forwarded/i);
    expect(exchange).toMatchObject({ bodyStartBy: 'target', prefixHex: seek.prefixHex });
  });

  it('without a start in its pattern is asked by Range, and its part has nothing in front', async () => {
    const [workbench, server] = await Promise.all([startWorkbench(), startServer()]);
    await run(workbench, 'target.add', target(`${server.storageUrl}/{name}`));
    const { seek, exchange, keyframe } = await seekIn(workbench, 'x://sample.flv');
    expect(seek).toMatchObject({
      state: 'inspected',
      error: null,
      status: 206,
      prefixHex: null,
      landed: { offset: keyframe?.offset, timeMs: keyframe?.timeMs },
    });
    expect(exchange.hops[1]?.requestHead).toContain(`\r\nRange: bytes=${keyframe?.offset}-\r\n`);
    const { verdict, resultOf } = await judged(workbench, seek, exchange);
    expect(verdict).toEqual({ result: 'pass', code: null });
    for (const code of ['range_followed', 'body_exact', 'starts_on_tag', 'starts_on_keyframe']) {
      expect(resultOf[code], code).toBe('pass');
    }
    expect(resultOf.prefix_legal).toBe('skip');
  });

  it('that is asked by Range and ignores it is told so by its check, read or not', async () => {
    const [workbench, sample] = await Promise.all([startWorkbench(), readFile(samplePath)]);
    const server = await createScriptedServer(({ socket }) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${sample.length}\r\n\r\n`);
      socket.write(sample);
    });
    onTestFinished(() => server.close());
    await run(workbench, 'target.add', target(`${server.url}/{name}`));
    const unread = new Promise<Exchange>((resolve) => {
      workbench.log.tap({ onExchange: (each) => each.outcome === 'complete' && resolve(each) });
    });
    // Nobody has opened the video: how it is asked is the target's, and not the video's, to tell.
    const answer = await fetch(`${workbench.reproxyUrl}/t/x/sample.flv?start=60028&seek=p-1`);
    await answer.arrayBuffer();
    const { verdict, resultOf } = await judged(workbench, null, await unread);
    expect(verdict.result).toBe('fail');
    expect(resultOf).toMatchObject({ range_followed: 'fail', body_exact: 'fail' });
    expect(resultOf.prefix_legal).toBe('skip');
    const { seek, exchange } = await seekIn(workbench, 'x://sample.flv');
    expect(seek.error?.code).toBe('target_range_ignored');
    expect((await judged(workbench, seek, exchange)).resultOf.range_followed).toBe('fail');
  });

  it.each(['target', 'url'] as const)(
    'whose reference, %s, leads elsewhere has it refused, and nobody there is asked',
    async (kind) => {
      const elsewhere = await createScriptedServer(({ socket }) => socket.destroy());
      const server = await createScriptedServer(({ socket }) => {
        const location = `Location: ${elsewhere.url}/sample.flv\r\n`;
        socket.write(`HTTP/1.1 302 Found\r\n${location}Content-Length: 0\r\n\r\n`);
      });
      onTestFinished(() => Promise.all([server.close(), elsewhere.close()]).then(() => undefined));
      const workbench = await startWorkbench();
      const url = `${server.url}/sample.flv`;
      const reference = kind === 'url' ? { kind, url } : { kind };
      await run(
        workbench,
        'target.add',
        target(`${url}?start={start}`, { names: { kind: 'one' }, reference }),
      );
      expect(await workbench.run('video.open', { name: 'x://sample.flv' })).toMatchObject({
        ok: false,
        error: {
          code: 'target_reference_unusable',
          message: expect.stringContaining('the answer 302 leads elsewhere'),
        },
      });
      expect(elsewhere.connectionCount).toBe(0);
    },
  );

  it('is its own reference where nobody else has the file', async () => {
    const [workbench, server] = await Promise.all([startWorkbench(), startServer()]);
    await run(
      workbench,
      'target.add',
      target(`${server.reproxyUrl}/v/sample.flv?start={start}`, {
        names: { kind: 'one' },
        reference: { kind: 'target' },
      }),
    );
    const { seek } = await seekIn(workbench, 'x://sample.flv');
    expect(seek).toMatchObject({ state: 'inspected', error: null });
    // The seek's own: what was read for the index is in no log.
    expect(workbench.log.counts()).toMatchObject({ all: 1 });
  });

  it('keeps the values of its fields to the workbench', async () => {
    const dataDir = await makeTempDir();
    const workbench = await startWorkbench(dataDir);
    const fields = [{ name: 'Cookie', value: 'session=very-secret' }];
    const added = await run(
      workbench,
      'target.add',
      target('http://127.0.0.1:9/v/{name}?sig=very-secret&start={start}', {
        fields,
        reference: { kind: 'url', url: 'http://127.0.0.1:9/{name}?key=very-secret' },
      }),
    );
    expect(added).toMatchObject([
      {
        pattern: 'http://127.0.0.1:9/v/{name}?sig=***&start={start}',
        reference: { url: 'http://127.0.0.1:9/{name}?key=***' },
      },
    ]);
    expect(added).toMatchObject([{ fields: [{ name: 'Cookie', mask: '***' }], isSaved: false }]);
    expect(JSON.stringify(added)).not.toContain('very-secret');
    const next = async () => run(await startWorkbench(dataDir), 'target.list', {});
    expect(await next()).toEqual([]);
    await run(workbench, 'target.save', { name: 'x', isSaved: true });
    expect(await next()).toMatchObject([{ name: 'x', isSaved: true }]);
    await run(workbench, 'target.remove', { name: 'x' });
    expect(await next()).toEqual([]);
  });

  it.each([
    ['no address', { pattern: 'ftp://a/{name}' }, 'target_pattern_invalid'],
    ['a host that is none', { pattern: 'http://0x7f.1/{name}' }, 'target_pattern_invalid'],
    ['an unknown placeholder', { pattern: 'http://a/{file}' }, 'target_pattern_invalid'],
    ['a name in the pattern of one video', { names: { kind: 'one' } }, 'target_invalid'],
    ['a field that frames', { fields: [{ name: 'Host', value: 'b' }] }, 'target_invalid'],
    ['a field with a line break', { fields: [{ name: 'A', value: 'b\r\nC: d' }] }, 'input_invalid'],
    ['a host to lead to that is none', { redirectHosts: ['a b'] }, 'target_invalid'],
    ['a name with a slash', { name: 'a/b' }, 'input_invalid'],
  ])('with %s is refused', async (_, patch, code) => {
    const workbench = await startWorkbench();
    const input = { ...target('http://127.0.0.1:9/{name}'), ...patch };
    expect(await workbench.run('target.add', input)).toMatchObject({ ok: false, error: { code } });
    expect(await run(workbench, 'target.list', {})).toEqual([]);
  });

  it('that is the relay itself is refused', async () => {
    const workbench = await startWorkbench();
    const input = target(`${workbench.reproxyUrl}/t/x/{name}`);
    expect(await workbench.run('target.add', input)).toMatchObject({
      error: { code: 'target_pattern_invalid' },
    });
  });
});
