import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { isBad } from '../../checks/verdict.ts';
import type { Exchange } from '../../contract/exchange.ts';
import type { TargetInput } from '../../contract/target.ts';
import {
  createScriptedServer,
  type Script,
  type ScriptedServer,
} from '../../proxy/test-support/scripted-server.ts';
import { run } from '../test-support/run.ts';
import { startWorkbench, target } from './test-support/start-workbench.ts';

const sample = readFileSync(join(import.meta.dirname, '../../../assets/samples/sample.flv'));
/** Little enough of the file to come in one read. */
const START = sample.length - 200;
const part = Buffer.concat([
  Buffer.from('464c5601050000000900000000', 'hex'),
  sample.subarray(START),
]);

const head = (status: string, ...fields: string[]) =>
  [`HTTP/${status}`, 'Content-Type: video/x-flv', ...fields, '', ''].join('\r\n');
const length = (bytes: number) => `Content-Length: ${bytes}`;
const whole = Buffer.concat([Buffer.from(head('1.1 200 OK', length(part.length))), part]);

const sending =
  (...pieces: (string | Buffer)[]): Script =>
  ({ socket }) =>
    void socket.write(Buffer.concat(pieces.map((piece) => Buffer.from(piece))));

const inChunks = [part.subarray(0, 50), part.subarray(50)].flatMap((piece) => [
  `${piece.length.toString(16)}\r\n`,
  piece,
  '\r\n',
]);

interface Manner {
  name: string;
  script: Script;
  /** Checks that come to something bad. */
  bad: string[];
  patch?: (server: ScriptedServer) => Partial<TargetInput>;
}

const wantsToKnow: Script = ({ socket, header }) =>
  void socket.write(
    header('authorization') === 'Basic YTpi'
      ? whole
      : head('1.1 401 Unauthorized', 'WWW-Authenticate: Basic realm="v"', length(0)),
  );
const leadsOn: Script = ({ socket, target: asked }) =>
  void socket.write(
    asked.startsWith('/led/') ? whole : head('1.1 302 Found', `Location: /led${asked}`, length(0)),
  );

const manners: readonly Manner[] = [
  { name: 'sends a length', script: sending(whole), bad: [] },
  {
    name: 'sends chunks',
    script: sending(head('1.1 200 OK', 'Transfer-Encoding: chunked'), ...inChunks, '0\r\n\r\n'),
    bad: [],
  },
  {
    name: 'speaks HTTP/1.0 and ends with the connection',
    script: ({ socket }) => void socket.end(Buffer.concat([Buffer.from(head('1.0 200 OK')), part])),
    bad: ['length_promised'],
  },
  {
    name: 'wants to know who asks, and is told',
    script: wantsToKnow,
    bad: [],
    patch: () => ({ fields: [{ name: 'Authorization', value: 'Basic YTpi' }] }),
  },
  {
    name: 'wants to know who asks, and is not told',
    script: wantsToKnow,
    bad: ['status_expected'],
  },
  {
    name: 'leads on, as the user allows',
    script: leadsOn,
    bad: [],
    patch: (server) => ({ redirectHosts: [`127.0.0.1:${server.port}`] }),
  },
  { name: 'leads on, as nobody allows', script: leadsOn, bad: ['status_expected'] },
  {
    name: 'sends more than it promised',
    script: sending(whole, 'more'),
    bad: ['connection_clean'],
  },
  {
    name: 'has no Range, and is asked by it',
    script: sending(head('1.1 200 OK', length(sample.length)), sample),
    bad: ['status_expected', 'length_promised', 'range_followed', 'body_exact', 'starts_on_tag'],
    patch: (server) => ({ pattern: `${server.url}/{name}` }),
  },
];

it.each(manners)('a server that $name is told by its checks', async ({ script, bad, patch }) => {
  const [workbench, server] = await Promise.all([startWorkbench(), createScriptedServer(script)]);
  onTestFinished(() => server.close());
  await run(workbench, 'video.open', { name: 'sample.flv' });
  const added = target(`${server.url}/{name}?start={start}`, patch?.(server));
  await run(workbench, 'target.add', added);
  await run(workbench, 'video.open', { name: 'x://sample.flv' });
  const ended = new Promise<Exchange>((resolve) => {
    workbench.log.tap({ onExchange: (each) => each.outcome !== 'running' && resolve(each) });
  });
  const asked = `${workbench.reproxyUrl}/t/x/sample.flv?start=${START}&seek=p-1`;
  await (await fetch(asked, { redirect: 'manual' })).arrayBuffer();
  const checks = await workbench.judge({ seek: null, exchanges: [await ended] });
  const found = checks.filter(({ result }) => isBad(result));
  expect(
    found.map(({ code }) => code),
    found.map(({ message }) => message).join(' '),
  ).toEqual(bad);
});
