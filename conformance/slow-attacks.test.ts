import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMedia, differenceOf, PREFIX } from '../app/proxy/test-support/media.ts';
import { createRig, type Rig } from '../app/proxy/test-support/rig.ts';

/** slowhttptest keeps that many connections busy with as little as it can, for that long. */
const CONNECTIONS = 300;
const SECONDS = 5;
/** On loopback the sender pays for what the kernel does about tiny windows: seconds, on two cores. */
const PROBE_SECONDS = 10;
const PROGRAM = '/usr/bin/slowhttptest';
const START = 1_000;

const name = 'slowhttptest';

if (existsSync(PROGRAM)) describe(name, describeAttacks);
else it(name, ({ skip }) => skip('slowhttptest is not installed'));

function describeAttacks(): void {
  const media = createMedia(2_000_000);
  const whole = Buffer.concat([PREFIX, media.subarray(START)]);
  let rig: Rig;

  beforeEach(async () => {
    rig = await createRig({
      media,
      fields: `X-REPROXY-FLV-START: ${START}\r\n`,
      reproxy: { timeouts: { clientHeadMs: 2_000, clientBodyMs: 2_000, clientStallMs: 2_000 } },
    });
  });
  afterEach(() => rig.close());

  it.each([
    ['slow heads', ['-H', '-i', '1']],
    ['slow request bodies', ['-B', '-i', '1']],
    ['bodies that are announced and do not come', ['-B', '-i', '60']],
    ['slow readers', ['-X', '-n', '5', '-w', '1', '-y', '64', '-z', '16']],
    ['a thousand ranges in each request', ['-R', '-i', '1', '-a', '1', '-b', '3000']],
  ])('%s take nothing away from a quick client, and leave nothing behind', async (_name, mode) => {
    const attack = startAttack(rig.reproxy.port, mode);
    // Answered for as long as the attack lasts.
    let answers = 0;
    while (attack.child.exitCode === null) {
      const client = await rig.connect();
      client.send('GET /v/video.flv HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
      const { status, body } = await client.readAnswer();
      expect(status).toBe(200);
      expect(differenceOf(body, whole)).toBeNull();
      await client.readToEnd();
      answers += 1;
    }
    expect(answers).toBeGreaterThan(0);
    expect(await attack.report).toMatch(/service available: +YES/);
    expect(await attack.report).not.toMatch(/service available: +NO/);
    await expect.poll(() => rig.reproxy.stats.clientConnections, { timeout: 10_000 }).toBe(0);
  });
}

function startAttack(port: number, mode: readonly string[]) {
  const common = ['-c', CONNECTIONS, '-r', CONNECTIONS, '-l', SECONDS, '-p', PROBE_SECONDS].map(
    String,
  );
  const child = spawn(PROGRAM, [...mode, ...common, '-u', `http://127.0.0.1:${port}/v/video.flv`]);
  const report = Promise.all([text(child.stdout), once(child, 'exit')]).then(([out]) =>
    // Its colours stand between the words.
    out.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g'), ''),
  );
  return { child, report };
}
