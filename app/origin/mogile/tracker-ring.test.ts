import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hop } from '../../contract/exchange.ts';
import { startLoopClock } from '../../proxy/test-support/loop-clock.ts';
import { closedAddress, startLineServer } from '../test-support/line-server.ts';
import type { TrackerLimits } from './ask-tracker.ts';
import type { TrackerAddress } from './tracker-address.ts';
import { createTrackerRing } from './tracker-ring.ts';

const LIMITS: TrackerLimits = { connectMs: 250, readMs: 150, lineBytes: 10_000 };

/** Ways to fail after the connection, and how the hop ends. */
const misbehaviours = {
  hangs: { outcome: 'timeout', code: 'tracker_timeout', answer: () => undefined },
  'closes without a word': { outcome: 'cut', code: 'tracker_cut', answer: (_l, s) => void s.end() },
  resets: { outcome: 'cut', code: 'tracker_cut', answer: (_l, s) => void s.resetAndDestroy() },
  'cuts its line': { outcome: 'cut', code: 'tracker_cut', answer: (_l, s) => void s.end('OK pat') },
  'never ends its line': {
    outcome: 'timeout',
    code: 'tracker_timeout',
    answer: () => 'OK paths=1',
  },
  'sends a huge line': {
    outcome: 'malformed',
    code: 'tracker_bad_answer',
    answer: () => `OK ${'a'.repeat(20_000)}`,
  },
  'speaks HTTP': {
    outcome: 'malformed',
    code: 'tracker_bad_answer',
    answer: () => 'HTTP/1.1 400 Bad Request\r\n\r\n',
  },
  'sends an empty line': { outcome: 'malformed', code: 'tracker_bad_answer', answer: () => '\r\n' },
} satisfies Record<
  string,
  { outcome: string; code: string; answer: Parameters<typeof startLineServer>[0] }
>;

const good = () => startLineServer(() => 'OK a=1\r\n');
const ringOf = (trackers: TrackerAddress[], leftAloneMs = 5000) =>
  createTrackerRing({ trackers, limits: LIMITS, leftAloneMs });
const ask = (ring: ReturnType<typeof ringOf>) =>
  ring.ask('noop', {}, { clockZeroMs: performance.now() });

describe('a tracker that fails', () => {
  it.each(Object.entries(misbehaviours))(
    '%s: the next is asked',
    async (_what, { outcome, code, answer }) => {
      const bad = await startLineServer(answer);
      const { address, lines } = await good();
      const { reply, hops } = await ask(ringOf([bad.address, address]));
      expect(reply).toEqual({ kind: 'ok', values: new Map([['a', '1']]) });
      expect(hops).toMatchObject([
        { outcome, error: { code }, requestHead: 'noop \r\n' },
        { outcome: 'complete', error: null },
      ]);
      expect(lines).toEqual(['noop ']);
    },
  );

  it('refuses connections: the next is asked', async () => {
    const { address } = await good();
    const { reply, hops } = await ask(ringOf([await closedAddress(), address]));
    expect(reply?.kind).toBe('ok');
    expect(hops).toMatchObject([
      {
        outcome: 'refused',
        error: { code: 'tracker_unreachable' },
        requestHead: 'noop \r\n',
        connectedMs: null,
        requestSentMs: null,
      },
      { outcome: 'complete' },
    ]);
  });

  it('does not answer to a connection: the next is asked after the time-out', async () => {
    const { address } = await good();
    // TEST-NET-1 (RFC 5737): nobody answers there; some systems refuse at once instead.
    const { reply, hops } = await ask(ringOf([{ host: '192.0.2.1', port: 7001 }, address]));
    expect(reply?.kind).toBe('ok');
    expect(['timeout', 'refused']).toContain(hops[0]?.outcome);
    expect(hops[0]?.endMs).toBeLessThan(2000);
  });

  it('keeps what came of a cut line', async () => {
    const bad = await startLineServer((_line, socket) => void socket.end('OK paths=2&pa'));
    const { reply, hops } = await ask(ringOf([bad.address]));
    expect(reply).toBeNull();
    expect(hops).toMatchObject([{ responseHead: 'OK paths=2&pa', outcome: 'cut' }]);
  });

  it('cannot hold a question open by trickling bytes', async () => {
    const bad = await startLineServer((_line, socket) => {
      const timer = setInterval(() => socket.write('x'), 10);
      socket.on('close', () => clearInterval(timer));
      return undefined;
    });
    const { hops } = await ask(ringOf([bad.address]));
    expect(hops).toMatchObject([
      { outcome: 'timeout', responseHead: expect.stringMatching(/^x+$/) },
    ]);
    expect(Number(hops[0]?.endMs) - Number(hops[0]?.startMs)).toBeLessThan(1000);
  });

  it('is left alone for a while, then asked again', async () => {
    let isBad = true;
    const first = await startLineServer((_line, socket) =>
      isBad ? void socket.end() : 'OK a=1\r\n',
    );
    const second = await good();
    const ring = ringOf([first.address, second.address], 200);
    await ask(ring);
    isBad = false;
    expect((await ask(ring)).hops).toMatchObject([
      {
        peer: `127.0.0.1:${first.address.port}`,
        outcome: 'skipped',
        error: { code: 'tracker_left_alone' },
        requestHead: 'noop \r\n',
        requestSentMs: null,
      },
      { outcome: 'complete' },
    ]);
    expect(first.lines.length).toBe(1);
    await expect
      .poll(async () => (await ask(ring)).hops[0]?.peer)
      .toBe(`127.0.0.1:${first.address.port}`);
  });
});

describe('when none replies', () => {
  it('names each of them with its reason, and gives all hops', async () => {
    const cut = await startLineServer((_line, socket) => void socket.end());
    const closed = await closedAddress();
    const answer = await ask(ringOf([cut.address, closed]));
    expect(answer).toMatchObject({
      reply: null,
      error: {
        code: 'trackers_failed',
        message:
          `None of 2 trackers could be used. The tracker 127.0.0.1:${cut.address.port} closed after ` +
          '0 bytes, expected a line that ends in CR LF. ' +
          `The tracker 127.0.0.1:${closed.port} could not be reached: ECONNREFUSED.`,
      },
    });
    expect(answer.hops.map(({ outcome }) => outcome)).toEqual(['cut', 'refused']);
  });

  it('gives the error of the only one', async () => {
    const answer = await ask(ringOf([await closedAddress()]));
    expect(answer).toMatchObject({ reply: null, error: { code: 'tracker_unreachable' } });
  });

  it('they are asked all the same while all are left alone', async () => {
    let isBad = true;
    const { address, lines } = await startLineServer((_line, socket) =>
      isBad ? void socket.end() : 'OK a=1\r\n',
    );
    const ring = ringOf([address]);
    expect(await ask(ring)).toMatchObject({ reply: null });
    isBad = false;
    expect(await ask(ring)).toMatchObject({
      reply: { kind: 'ok' },
      hops: [{ outcome: 'complete' }],
    });
    expect(lines.length).toBe(2);
  });

  it('those that are left alone are asked last', async () => {
    let isBad = true;
    const first = await startLineServer((_line, socket) =>
      isBad ? void socket.end() : 'OK a=1\r\n',
    );
    const second = await startLineServer((_line, socket) =>
      isBad ? 'OK a=2\r\n' : void socket.end(),
    );
    const ring = ringOf([first.address, second.address]);
    await ask(ring);
    isBad = false;
    const { reply, hops } = await ask(ring);
    expect(reply).toEqual({ kind: 'ok', values: new Map([['a', '1']]) });
    expect(hops.map(({ outcome }) => outcome)).toEqual(['skipped', 'cut', 'complete']);
  });
});

describe('a tracker that is slow', () => {
  const hung = () => startLineServer(() => undefined);
  const patient = (trackers: TrackerAddress[]) =>
    createTrackerRing({ trackers, limits: { readMs: 3000 } });

  it('two that hang do not keep the third from being asked in time', async () => {
    const [first, second, third] = await Promise.all([hung(), hung(), good()]);
    const { reply, hops } = await ask(patient([first.address, second.address, third.address]));
    expect(reply?.kind).toBe('ok');
    expect(hops.map(({ outcome }) => outcome)).toEqual(['aborted', 'aborted', 'complete']);
  });

  it('is still heard when it answers before the next one does', async () => {
    const second = await hung();
    let answerFirst = () => {};
    const first = await startLineServer((_line, socket) => {
      answerFirst = () => socket.write('OK a=1\r\n');
      return undefined;
    });
    const asked = ask(patient([first.address, second.address]));
    await expect.poll(() => second.lines.length, { timeout: 10_000 }).toBe(1);
    answerFirst();
    const { reply, hops } = await asked;
    expect(reply).toEqual({ kind: 'ok', values: new Map([['a', '1']]) });
    expect(hops.map(({ outcome }) => outcome)).toEqual(['complete', 'aborted']);
  });

  it('when all hang, each is named, before the application’s 5 s are over', async () => {
    const servers = await Promise.all([hung(), hung(), hung()]);
    const clock = startLoopClock();
    const answer = await ask(patient(servers.map(({ address }) => address)));
    expect(clock.nowMs()).toBeLessThan(5000);
    clock.stop();
    expect(answer).toMatchObject({ reply: null, error: { code: 'trackers_failed' } });
    const { message } = (answer as { error: Error }).error;
    for (const { address } of servers)
      expect(message).toContain(`127.0.0.1:${address.port} did not`);
    expect(answer.hops.map(({ outcome }) => outcome)).toEqual(['timeout', 'timeout', 'timeout']);
  });
});

describe('while this program itself is busy', () => {
  /** Nothing turns meanwhile: no timer, no socket. */
  const block = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

  it('a tracker that accepted in time is not called dead', async () => {
    const { address } = await good();
    const asked = ask(ringOf([address]));
    block(4 * LIMITS.connectMs);
    expect((await asked).hops).toMatchObject([{ outcome: 'complete' }]);
  });

  it('a tracker that answered in time is not called slow', async () => {
    const { address } = await startLineServer((_line, socket) => {
      socket.write('OK a=1\r\n', () => setImmediate(() => block(4 * LIMITS.readMs)));
      return undefined;
    });
    expect((await ask(ringOf([address]))).hops).toMatchObject([{ outcome: 'complete' }]);
  });

  it('again and again, it has its time all the same', async () => {
    const { address } = await good();
    const limits = { connectMs: 500, readMs: 500 };
    const ring = createTrackerRing({ trackers: [address], limits });
    const busy = setInterval(() => block(300), 1);
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(ring)));
    clearInterval(busy);
    for (const { hops } of answers) expect(hops).toMatchObject([{ outcome: 'complete' }]);
  });
});

describe('when nobody waits any more', () => {
  it('the question ends, the next tracker is not asked, and this one is not left alone', async () => {
    const asked = new AbortController();
    let isSilent = true;
    const first = await startLineServer(() => {
      if (!isSilent) return 'OK a=1\r\n';
      asked.abort();
      return undefined;
    });
    const second = await good();
    const ring = ringOf([first.address, second.address]);
    const shown: Hop[] = [];
    const answer = await ring.ask(
      'noop',
      {},
      {
        clockZeroMs: performance.now(),
        signal: asked.signal,
        onHop: (hop) => shown.push(hop),
      },
    );
    expect(answer).toMatchObject({ reply: null, hops: [{ outcome: 'aborted', error: null }] });
    expect(shown).toEqual(answer.hops);
    expect(second.lines).toEqual([]);
    isSilent = false;
    expect((await ask(ring)).hops).toMatchObject([{ peer: `127.0.0.1:${first.address.port}` }]);
  });

  it('nobody is asked at all', async () => {
    const { address, lines } = await good();
    const asking = { clockZeroMs: performance.now(), signal: AbortSignal.abort() };
    expect((await ringOf([address]).ask('noop', {}, asking)).hops).toEqual([]);
    expect(lines).toEqual([]);
  });
});

it('takes an ERR for a reply and asks nobody else', async () => {
  const first = await startLineServer(() => 'ERR db Database+down\r\n');
  const second = await good();
  const { reply } = await ask(ringOf([first.address, second.address]));
  expect(reply).toEqual({ kind: 'error', code: 'db', message: 'Database down' });
  expect(second.lines).toEqual([]);
});

it('reads the same line in any chunking', async () => {
  const line = 'OK paths=1&path1=http://h/%C3%BC\r\n';
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 6 }),
      async (lengths) => {
        const { address } = await startLineServer((_line, socket) => {
          let at = 0;
          const sendNext = () => {
            const length = lengths.shift() ?? line.length;
            socket.write(
              line.slice(at, at + length),
              'latin1',
              at + length < line.length ? sendNext : undefined,
            );
            at += length;
          };
          socket.setNoDelay(true);
          sendNext();
          return undefined;
        });
        const { reply, hops } = await ask(ringOf([address]));
        expect(reply).toEqual({
          kind: 'ok',
          values: new Map([
            ['paths', '1'],
            ['path1', 'http://h/ü'],
          ]),
        });
        expect(hops[0]?.responseHead).toBe(line);
      },
    ),
    { numRuns: 30 },
  );
});
