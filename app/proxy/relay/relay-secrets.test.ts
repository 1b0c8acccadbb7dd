import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRelayRig, makeTarget, type RelayRig } from '../test-support/relay-rig.ts';
import { createScriptedServer, type ScriptedServer } from '../test-support/scripted-server.ts';

const SIGNATURE = 'own-signature-0123456789';
const PASSWORD = 'a-long-password-of-hers';
const fields = [
  { name: 'Authorization', value: `Basic ${btoa(`ann:${PASSWORD}`)}` },
  { name: 'Cookie', value: 'lang=en; sid=session-0123456789' },
];
const SECRETS = /own-signature|long-password|session-0123456789|signed-anew|set-anew/;

let server: ScriptedServer;
let other: ScriptedServer;
let rig: RelayRig;

beforeEach(async () => {
  [server, other] = (await Promise.all(
    [1, 2].map(() =>
      createScriptedServer(({ socket }) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      }),
    ),
  )) as [ScriptedServer, ScriptedServer];
});
afterEach(async () => {
  await rig.close();
  await Promise.all([server.close(), other.close()]);
});

const start = async (patch = {}) => {
  const pattern = `${server.url}/v/{name}?start={start}&sig=${SIGNATURE}`;
  rig = await createRelayRig([makeTarget(pattern, { fields, ...patch })]);
  const client = await rig.connect();
  client.send('GET /t/x/a.flv?start=5 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  return client;
};

const redirect = (location: string) =>
  `HTTP/1.1 302 Found\r\nLocation: ${location}\r\nSet-Cookie: sid=set-anew; Path=/\r\nX-Echo: ${PASSWORD}\r\nContent-Length: 0\r\n\r\n`;

describe('secrets in a Location', () => {
  it('reach the client byte for byte, and stand in no record', async () => {
    const head = redirect(`${other.url}/w?sig=signed-anew&was=${SIGNATURE}&Expires=9`);
    server.script = ({ socket }) => void socket.write(head);
    const client = await start();
    expect((await client.readAnswer()).head).toBe(head);
    const exchange = await rig.exchange(1);
    expect(exchange.hops.at(-1)?.responseHead).toContain(
      `Location: ${other.url}/w?sig=***&was=***&Expires=9\r\nSet-Cookie: sid=***; Path=/\r\nX-Echo: ***`,
    );
    expect(JSON.stringify(exchange)).not.toMatch(SECRETS);
  });

  it('are asked for as they were written, and stand in no record of that hop', async () => {
    server.script = ({ socket }) =>
      void socket.write(redirect(`${other.url}/w?sig=signed-anew&Expires=9`));
    const client = await start({ redirectHosts: new Set([`127.0.0.1:${other.port}`]) });
    expect((await client.readAnswer()).body.toString()).toBe('ok');
    expect(other.requests[0]?.target).toBe('/w?sig=signed-anew&Expires=9');
    const exchange = await rig.exchange(1);
    expect(exchange.hops.at(-1)).toMatchObject({
      url: `${other.url}/w?sig=***&Expires=9`,
      requestHead: expect.stringMatching(/^GET \/w\?sig=\*\*\*&Expires=9 HTTP/),
    });
    expect(JSON.stringify(exchange)).not.toMatch(SECRETS);
  });

  it('stand in no error: neither in what the client reads of it nor in what is recorded', async () => {
    server.script = ({ socket }) =>
      void socket.write(redirect(`${server.url}/w?sig=signed-anew-${SIGNATURE}`));
    const client = await start({ redirectHosts: new Set([`127.0.0.1:${server.port}`]) });
    const answer = await client.readAnswer();
    expect(answer.status).toBe(508);
    expect(answer.body.toString()).toContain('/w?sig=***');
    expect(answer.body.toString()).not.toMatch(SECRETS);
    expect(JSON.stringify(await rig.exchange(1))).not.toMatch(SECRETS);
  });
});

describe('credentials in a Location', () => {
  const SOMEBODYS = /bob|hunter2/;
  const lead = (written: string) =>
    `HTTP/1.1 302 Found\r\nLocation: ${written}\r\nContent-Length: 0\r\n\r\n`;
  const ways = [
    ['in front of its host', () => `http://bob:hunter2@127.0.0.1:${other.port}/w`],
    ['without a scheme', () => `//bob:hunter2@127.0.0.1:${other.port}/w`],
    ['as only browsers read them', () => `http:\\\\bob:hunter2@127.0.0.1:${other.port}/w`],
    ['with more than one @', () => `http://bob:hunter2@bob@127.0.0.1:${other.port}/w`],
    ['alone', () => `http://bob@127.0.0.1:${other.port}/w`],
  ] as const;

  it.each(ways)('%s go to nobody, and what to do is told', async (_, to) => {
    server.script = ({ socket }) => void socket.write(lead(to()));
    const client = await start({ redirectHosts: new Set([`127.0.0.1:${other.port}`]) });
    const answer = await client.readAnswer();
    expect(answer.status).toBe(502);
    expect(answer.body.toString()).toMatch(/^target_redirect_credentials\n.*127\.0\.0\.1/);
    expect(answer.head + answer.body).not.toMatch(SOMEBODYS);
    expect(other.connectionCount).toBe(0);
    const exchange = await rig.exchange(1);
    expect(exchange.error).toMatchObject({
      code: 'target_redirect_credentials',
      fix: expect.stringContaining('as a target of its own'),
    });
    expect(JSON.stringify(exchange)).not.toMatch(SOMEBODYS);
    expect(exchange.hops.at(-1)?.responseHead).toContain(`***@127.0.0.1:${other.port}/w`);
  });

  it.each(ways)(
    '%s reach the client as written, and no record, where nobody is led',
    async (_, to) => {
      const head = lead(to());
      server.script = ({ socket }) => void socket.write(head);
      const client = await start();
      expect((await client.readAnswer()).head).toBe(head);
      expect(other.connectionCount).toBe(0);
      expect(JSON.stringify(await rig.exchange(1))).not.toMatch(SOMEBODYS);
    },
  );
});

it('an answer that is no HTTP is told of without what it sent back', async () => {
  server.script = ({ socket }) => void socket.end(`HTTP/9.9 ${SIGNATURE} ${PASSWORD}\r\n\r\n`);
  const client = await start();
  const answer = await client.readAnswer();
  expect(answer.status).toBe(502);
  expect(answer.body.toString()).not.toMatch(SECRETS);
  expect(JSON.stringify(await rig.exchange(1))).not.toMatch(SECRETS);
});
