import { afterEach, beforeEach, expect, it } from 'vitest';
import { seekerIdAs, streamUrl } from '../../http/stream-url.ts';
import { createMedia, PREFIX } from '../test-support/media.ts';
import { createRig, type Rig } from '../test-support/rig.ts';

const PAGE = 'http://127.0.0.1:9';
const media = createMedia(5000);
const nginxPrefix = Buffer.from('464c5601050000000900000000', 'hex');
const nginx = seekerIdAs('page.again1', { personality: 'nginx', hasQuirks: false });
let rig: Rig;

beforeEach(async () => {
  rig = await createRig({
    media,
    fields: 'X-REPROXY-FLV-START: 1000\r\n',
    reproxy: { corsOrigin: () => PAGE },
  });
});
afterEach(() => rig.close());

async function ask(seekId: string, origin: string | null) {
  const client = await rig.connect();
  const line = origin === null ? '' : `Origin: ${origin}\r\n`;
  const target = streamUrl('', '/v/a.flv', { start: 1000, seekId });
  client.send(`GET ${target} HTTP/1.1\r\nHost: a\r\n${line}\r\n`);
  const { body } = await client.readAnswer();
  const exchange = await rig.exchange(({ seekId: own }) => own === seekId);
  return { prefix: body.subarray(0, 13), exchange };
}

it('a seek of our page is answered in the manners that it asks for, and says so', async () => {
  const { prefix, exchange } = await ask(`${nginx}-1`, PAGE);
  expect(prefix).toEqual(nginxPrefix);
  expect(exchange.answeredAs).toEqual({ personality: 'nginx', hasQuirks: false });
});

it('nobody else is, whatever the mark says, and nothing else is changed by it', async () => {
  expect((await ask(`${nginx}-1`, PAGE)).prefix).toEqual(nginxPrefix);
  expect((await ask(`${nginx}-2`, null)).prefix).toEqual(PREFIX);
  expect((await ask(`${nginx}-3`, 'http://127.0.0.1:8')).prefix).toEqual(PREFIX);
  const usual = await ask('page.1-4', PAGE);
  expect(usual.prefix).toEqual(PREFIX);
  expect(usual.exchange.answeredAs).toEqual({ personality: 'perlbal-patch', hasQuirks: false });
});

it('of the mark nothing reaches the application', async () => {
  const quirky = seekerIdAs('page.again1', { personality: 'perlbal-patch', hasQuirks: true });
  await ask(`${quirky}-1`, PAGE);
  expect(rig.application.requests.map(({ target }) => target)).toEqual(['/v/a.flv?start=1000']);
});

it('manners that nobody has are those that are configured, and keep being so', async () => {
  const other = seekerIdAs('page.again1', { personality: 'no-such', hasQuirks: true });
  expect((await ask(`${other}-1`, PAGE)).prefix).toEqual(PREFIX);
  rig.reproxy.configure({ application: rig.application.url, personality: 'nginx' });
  const quirky = seekerIdAs('page.again2', { personality: 'perlbal-patch', hasQuirks: true });
  const { prefix, exchange } = await ask(`${quirky}-1`, PAGE);
  expect(prefix).toEqual(PREFIX);
  expect(exchange.answeredAs).toEqual({ personality: 'perlbal-patch', hasQuirks: true });
  expect((await ask('page.1-9', PAGE)).prefix).toEqual(nginxPrefix);
});
