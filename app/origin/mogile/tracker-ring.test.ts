import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ask, good, ringOf } from '../test-support/ask-ring.ts';
import { closedAddress, startLineServer } from '../test-support/line-server.ts';

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
