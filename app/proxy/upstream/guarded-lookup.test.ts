import { lookup } from 'node:dns/promises';
import net from 'node:net';
import { hostname } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMedia } from '../test-support/media.ts';
import { createRig, type Rig, reproxyTo } from '../test-support/rig.ts';
import { createScriptedServer } from '../test-support/scripted-server.ts';
import { createGuardedLookup, isAddressOfThisMachine } from './guarded-lookup.ts';

describe('isAddressOfThisMachine', () => {
  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '169.254.169.254',
    '::1',
    '::',
    'fe80::1',
    '::ffff:127.0.0.1',
  ])('%s is', (address) => expect(isAddressOfThisMachine(address)).toBe(true));
  it.each(['10.0.0.1', '192.168.1.1', '8.8.8.8', '2001:db8::1', '::ffff:8.8.8.8'])(
    '%s is not',
    (address) => expect(isAddressOfThisMachine(address)).toBe(false),
  );
});

describe('createGuardedLookup', () => {
  it('connects to an address that was let through, and only to such a one', async () => {
    const server = await createScriptedServer(() => {});
    const connect = (isAllowed: (address: string) => boolean) =>
      new Promise((resolve) => {
        const options = { host: 'localhost', port: server.port };
        const socket = net.connect({ ...options, lookup: createGuardedLookup(isAllowed) });
        socket.once('connect', () => resolve('connected'));
        socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
        socket.once('close', () => socket.destroy());
      });
    expect(await connect((address) => address === '127.0.0.1')).toBe('connected');
    expect(await connect(() => false)).toBe('ADDRESS_REFUSED');
    expect(server.connectionCount).toBe(1);
    await server.close();
  });
});

const ownName = hostname();
const isOwnNameLocal = await lookup(ownName).then(
  ({ address }) => isAddressOfThisMachine(address),
  () => false,
);

describe('an allowed name that leads to this machine', () => {
  const media = createMedia(1000);
  let rig: Rig | undefined;
  beforeEach(({ skip }) => {
    skip(!isOwnNameLocal, 'the name of this machine leads nowhere, or elsewhere');
  });
  afterEach(() => rig?.close());

  async function answerWhenAllowed(isStorageAllowed: (host: string, port: number) => boolean) {
    rig = await createRig({ media, reproxy: { isStorageAllowed } });
    const [storage] = rig.storages;
    rig.application.script = reproxyTo([`http://${ownName}:${storage?.port}/a`]);
    const client = await rig.connect();
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    return client.readAnswer();
  }

  it('is not followed: a resolver must not turn it into what nobody allowed', async () => {
    const answer = await answerWhenAllowed((host) => host === ownName.toLowerCase());
    expect(answer.status).toBe(503);
    expect(answer.body.toString()).toMatch(
      /^storage_unreachable\n.*its name leads to .*, not allowed/,
    );
    expect(rig?.storages[0]?.connectionCount).toBe(0);
  });

  it('is followed when the address is allowed as well', async () => {
    expect((await answerWhenAllowed(() => true)).status).toBe(200);
  });

  it('is not followed to ourselves, whatever is allowed', async () => {
    rig = await createRig({ media, reproxy: { isStorageAllowed: () => true } });
    rig.application.script = reproxyTo([`http://${ownName}:${rig.reproxy.port}/a`]);
    const client = await rig.connect();
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect((await client.readAnswer()).status).toBe(503);
    expect(rig.reproxy.stats.exchanges).toBe(1);
  });
});
