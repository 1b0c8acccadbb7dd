import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { closedAddress, startLineServer } from '../../origin/test-support/line-server.ts';
import { openRedis } from './open-redis.ts';
import { startRedis, whyNoRedis } from './test-support/redis-server.ts';

const certificates = join(import.meta.dirname, '../../proxy/test-support');

async function refusalOf(url: string) {
  return openRedis(url).then(
    (redis) => redis.close().then(() => null),
    (error) => error.toJSON(),
  );
}

it('says that nobody is there', async () => {
  const { port } = await closedAddress();
  const refusal = await refusalOf(`redis://:very-secret@127.0.0.1:${port}`);
  expect(refusal).toMatchObject({ code: 'queue_unreachable' });
  expect(refusal.message).toContain(`redis://127.0.0.1:${port}`);
  expect(JSON.stringify(refusal)).not.toContain('very-secret');
});

it('says that something else is there', async () => {
  const { address } = await startLineServer(() => 'HTTP/1.1 400 Bad Request\r\n\r\n');
  const refusal = await refusalOf(`redis://:very-secret@127.0.0.1:${address.port}`);
  expect(refusal).toMatchObject({ code: 'queue_not_redis' });
  expect(JSON.stringify(refusal)).not.toContain('very-secret');
});

it('says that it is too old', async () => {
  const info = '# Server\r\nredis_version:4.0.14\r\n';
  const { address } = await startLineServer((line) =>
    /^info$/i.test(line) ? `$${info.length}\r\n${info}\r\n` : undefined,
  );
  const refusal = await refusalOf(`redis://127.0.0.1:${address.port}`);
  expect(refusal).toMatchObject({
    code: 'queue_too_old',
    message: expect.stringContaining('is version 4.0.14'),
  });
});

describe('a real one', () => {
  beforeEach(({ skip }) => skip(whyNoRedis !== null, whyNoRedis ?? ''));

  it('with a password lets in who has it', async () => {
    const { port } = await startRedis('--requirepass', 'very-secret');
    const opened = await openRedis(`redis://:very-secret@127.0.0.1:${port}`);
    expect(await opened.client.ping()).toBe('PONG');
    expect(opened.shown).toBe(`redis://127.0.0.1:${port}`);
    await opened.close();
    for (const credentials of ['', ':other-secret@', 'nobody:very-secret@']) {
      const refusal = await refusalOf(`redis://${credentials}127.0.0.1:${port}`);
      expect(refusal).toMatchObject({ code: 'queue_refused' });
      expect(JSON.stringify(refusal)).not.toContain('secret');
    }
  });

  it('over TLS is refused when nobody vouches for its certificate', async () => {
    const cert = join(certificates, 'localhost.cert.pem');
    const key = join(certificates, 'localhost.key.pem');
    const { port } = await startRedis(
      ...['--port', '0', '--tls-port', 'PORT', '--tls-auth-clients', 'no'],
      ...['--tls-cert-file', cert, '--tls-key-file', key, '--tls-ca-cert-file', cert],
    );
    const url = `rediss://localhost:${port}`;
    expect(await refusalOf(url)).toMatchObject({
      code: 'queue_unreachable',
      message: expect.stringMatching(/self-signed certificate/),
    });
    expect(await refusalOf(`redis://127.0.0.1:${port}`)).toMatchObject({
      code: 'queue_unreachable',
    });
  });
});
