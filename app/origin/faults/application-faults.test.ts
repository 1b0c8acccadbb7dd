import { expect, it, onTestFinished } from 'vitest';
import { type FaultsFor, isMeantFor } from '../../faults/fault-rule.ts';
import { readFaults } from '../../faults/parse-faults.ts';
import { createApplication } from '../application.ts';
import { ask, sendRaw } from '../test-support/raw-request.ts';

/** An application that shows these faults to each request that they are meant for. */
async function faulty(text: string): Promise<number> {
  const rules = readFaults(text);
  const faultsFor: FaultsFor = (request) => rules.filter((rule) => isMeantFor(rule, request));
  const application = await createApplication({
    storageUrls: () => ['http://127.0.0.1:9/a.flv'],
    faultsFor,
  });
  onTestFinished(() => application.close());
  return application.port;
}

it('no-headers: 200 without instructions', async () => {
  const port = await faulty('application:no-headers');
  const { status, head, body } = await ask(port, 'GET', '/v/a.flv?start=500');
  expect([status, body.length]).toEqual([200, 0]);
  expect(head).not.toMatch(/reproxy/i);
});

it('two-starts: two lines that contradict each other', async () => {
  const port = await faulty('application:two-starts');
  const { head } = await ask(port, 'GET', '/v/a.flv?start=500');
  expect(head.match(/^X-REPROXY-FLV-START: \d+\r$/gm)).toEqual([
    'X-REPROXY-FLV-START: 500\r',
    'X-REPROXY-FLV-START: 1500\r',
  ]);
});

it('garbage: bytes that are no HTTP, then the end', async () => {
  const port = await faulty('application:garbage');
  const bytes = await sendRaw(port, 'GET /v/a.flv HTTP/1.1\r\nHost: localhost\r\n\r\n');
  expect(bytes.length).toBeGreaterThan(0);
  expect(bytes.toString('latin1')).not.toContain('HTTP/1.1');
});

it('slow: the head comes bit by bit, whole', async () => {
  const port = await faulty('application:slow=1');
  const sinceMs = performance.now();
  const answer = await ask(port, 'GET', '/v/a.flv?start=500');
  // At 1,000 bytes a second; its last tenth of a second is due when all before it went.
  expect(performance.now() - sinceMs).toBeGreaterThanOrEqual(answer.head.length - 101);
  expect(answer.header('X-REPROXY-URL')).toBe('http://127.0.0.1:9/a.flv');
  expect(answer.header('X-REPROXY-FLV-START')).toBe('500');
});

it('latency: the head comes no sooner', async () => {
  const port = await faulty('application:latency=200');
  const sinceMs = performance.now();
  expect((await ask(port, 'GET', '/v/a.flv?start=500')).status).toBe(200);
  expect(performance.now() - sinceMs).toBeGreaterThanOrEqual(199);
});

it('holds for the video and the start that it is meant for', async () => {
  const port = await faulty('application:no-headers,from=1000,video=a.flv');
  const instructionsOf = async (target: string) =>
    (await ask(port, 'GET', target)).header('X-REPROXY-URL');
  expect(await instructionsOf('/v/a.flv?start=1000')).toBeNull();
  expect(await instructionsOf('/v/a.flv?start=999')).not.toBeNull();
  expect(await instructionsOf('/v/a.flv')).not.toBeNull();
  expect(await instructionsOf('/v/b.flv?start=1000')).not.toBeNull();
});
