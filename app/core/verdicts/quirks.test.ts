import { afterEach, beforeAll, expect, it } from 'vitest';
import { judgeSeek } from '../../checks/judge-seek.ts';
import { type CheckCode, checkCode } from '../../contract/check.ts';
import type { Exchange } from '../../contract/exchange.ts';
import { bytesSource } from '../../flv/byte-source.ts';
import { avcAacFlv } from '../../flv/test-support/build-flv.ts';
import { honestStorage } from '../../proxy/test-support/media.ts';
import { createRig, type Rig } from '../../proxy/test-support/rig.ts';
import type { Script } from '../../proxy/test-support/scripted-server.ts';
import { BodyWatcher } from './body-watcher.ts';
import { badCodes, type KnownFile, knownFile } from './test-support/judged-answer.ts';

// The bugs of the 2007 patch, over sockets, and the checks that name them once the patch is taken for what
// it was meant to be.
let file: KnownFile;
let rig: Rig;

beforeAll(async () => {
  file = await knownFile(avcAacFlv({ frames: 60 }).bytes);
});
afterEach(() => rig.close());

interface Asked {
  start: string;
  method?: 'GET' | 'HEAD';
  storage?: Script;
  fields?: string;
  /** Bytes of body after which the client has seen enough. */
  bytes: number;
}

/** What comes of it, expected as the patch with its quirks, and as the patch without. */
async function judged(asked: Asked): Promise<{ asItself: string[]; asMeant: string[] }> {
  const { start, method = 'GET', storage, fields = '', bytes } = asked;
  const watchers = new Map<string, BodyWatcher>();
  const begun: Exchange[] = [];
  rig = await createRig({
    media: file.bytes,
    storages: [storage ?? honestStorage(file.bytes)],
    fields: `X-REPROXY-FLV-START: ${start}\r\n${fields}`,
    reproxy: {
      quirks: true,
      watchBody(exchange) {
        begun.push(exchange);
        const watcher = new BodyWatcher(exchange, { open: opened, facts: () => file.facts });
        watchers.set(exchange.id, watcher);
        return watcher;
      },
    },
  });
  const client = await rig.connect();
  client.send(`${method} /v/a.flv?start=${start}&seek=p-1 HTTP/1.1\r\nHost: a\r\n\r\n`);
  await client.until(() => client.received.indexOf('\r\n\r\n') > 0 || client.hasEnded);
  const headLength = client.received.indexOf('\r\n\r\n') + 4;
  await client.until(() => client.hasReceived(headLength + bytes) || client.hasEnded);
  const exchange = await rig.exchange();
  await watchers.get(exchange.id)?.settled;
  const judge = (hasQuirks: boolean) =>
    badCodes(
      judgeSeek({
        seek: null,
        exchanges: [{ ...exchange, answeredAs: { personality: 'perlbal-patch', hasQuirks } }],
        bodies: [watchers.get(exchange.id)?.facts() ?? null],
        facts: file.facts,
        sizeBytes: file.bytes.length,
      }),
    );
  return { asItself: judge(true), asMeant: judge(false) };
}

const opened = async () => ({
  state: '',
  source: bytesSource(file.bytes),
  sizeBytes: file.bytes.length,
  modifiedAtEpochMs: 0,
  isUnchanged: async () => true,
  close: async () => {},
});

const keyframe = () => file.facts.index.offsets[2] ?? 0;
const inOrder = (codes: readonly CheckCode[]) =>
  checkCode.options.filter((code) => codes.includes(code));

it('a seek that goes well passes as both', async () => {
  const start = keyframe();
  const verdicts = await judged({ start: `${start}`, bytes: 13 + file.bytes.length - start });
  expect(verdicts).toEqual({ asItself: [], asMeant: [] });
});

it('beyond the end: 200, the prefix and storage’s error page', async () => {
  const verdicts = await judged({ start: '99999999', bytes: 17 });
  expect(verdicts).toEqual({ asItself: [], asMeant: ['beyond_end_refused'] });
});

it.each(['abc', '-5'])('start=%s: 200, the prefix and whatever storage says', async (start) => {
  const verdicts = await judged({ start, bytes: 13 });
  expect(verdicts).toEqual({ asItself: [], asMeant: ['bad_start_refused'] });
});

it('HEAD: 13 bytes after the head, which poison the next answer', async () => {
  const verdicts = await judged({ start: `${keyframe()}`, method: 'HEAD', bytes: 13 });
  expect(verdicts.asItself).toEqual([]);
  // Storage that keeps to RFC 9110 §14.2 answers HEAD for the whole file, and the patch adds 13.
  expect(verdicts.asMeant).toEqual(
    inOrder(['length_promised', 'head_bodyless', 'connection_clean']),
  );
});

it('storage ignores Range: the prefix and the whole file', async () => {
  const honest = honestStorage(file.bytes);
  const verdicts = await judged({
    start: `${keyframe()}`,
    storage: (request) => honest({ ...request, header: () => undefined }),
    bytes: 13 + file.bytes.length,
  });
  expect(verdicts.asItself).toEqual([]);
  expect(verdicts.asMeant).toEqual(inOrder(['length_promised', 'body_exact', 'starts_on_tag']));
});

it('EXPECTED-SIZE held against the part: the right size gives 503', async () => {
  const verdicts = await judged({
    start: `${keyframe()}`,
    fields: `X-REPROXY-EXPECTED-SIZE: ${file.bytes.length}\r\n`,
    bytes: 1,
  });
  expect(verdicts.asMeant).toEqual(['status_expected']);
});

it('storage breaks off: a short body, and the connection stays', async () => {
  const start = keyframe();
  const promised = file.bytes.length - start;
  const verdicts = await judged({
    start: `${start}`,
    storage: ({ socket }) => {
      socket.write(`HTTP/1.1 206 Partial Content\r\nContent-Length: ${promised}\r\n\r\n`);
      socket.end(file.bytes.subarray(start, start + 300));
    },
    bytes: 13 + 300,
  });
  expect(verdicts.asMeant).toEqual(
    inOrder(['length_kept', 'body_exact', 'connection_clean', 'ends_whole']),
  );
});
