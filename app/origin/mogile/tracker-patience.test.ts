import { describe, expect, it } from 'vitest';
import type { Hop } from '../../contract/exchange.ts';
import { startLoopClock } from '../../proxy/test-support/loop-clock.ts';
import { ask, good, LIMITS, ringOf } from '../test-support/ask-ring.ts';
import { startLineServer } from '../test-support/line-server.ts';
import type { TrackerAddress } from './tracker-address.ts';
import { createTrackerRing } from './tracker-ring.ts';

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
