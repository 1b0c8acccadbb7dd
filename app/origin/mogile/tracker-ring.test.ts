import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hop } from '../../contract/exchange.ts';
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
        requestHead: '',
        connectedMs: null,
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
    expect((await ask(ring)).hops.length).toBe(1);
    expect(first.lines.length).toBe(1);
    await expect
      .poll(async () => (await ask(ring)).hops[0]?.peer)
      .toBe(`127.0.0.1:${first.address.port}`);
  });
});

describe('when none replies', () => {
  it('gives the last error and all hops', async () => {
    const cut = await startLineServer((_line, socket) => void socket.end());
    const answer = await ask(ringOf([cut.address, await closedAddress()]));
    expect(answer).toMatchObject({ reply: null, error: { code: 'tracker_unreachable' } });
    expect(answer.hops.map(({ outcome }) => outcome)).toEqual(['cut', 'refused']);
  });

  it('says so at once while all are left alone', async () => {
    const ring = ringOf([await closedAddress()]);
    await ask(ring);
    expect(await ask(ring)).toMatchObject({
      reply: null,
      hops: [],
      error: {
        code: 'tracker_unreachable',
        message: expect.stringMatching(/left alone for 5000 ms/),
      },
    });
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
