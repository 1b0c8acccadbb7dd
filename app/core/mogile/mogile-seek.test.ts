import { readFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Exchange, exchange as exchangeSchema } from '../../contract/exchange.ts';
import { closedAddress } from '../../origin/test-support/line-server.ts';
import { partialHead, rangeOf } from '../../proxy/test-support/media.ts';
import { createScriptedServer } from '../../proxy/test-support/scripted-server.ts';
import { samplePath, startCluster } from '../test-support/mogile-cluster.ts';
import { startBoth, startWorkbench } from '../test-support/mogile-workbench.ts';
import type { Workbench } from '../workbench.ts';

const PREFIX = Buffer.from('464c5601010000000900000009', 'hex');
const KEY = 'clips/a.flv';

/** The finished exchange of a target. */
function finishedOf(workbench: Workbench, target: string): Promise<Exchange> {
  return new Promise((resolve) => {
    workbench.log.tap({
      onExchange(exchange) {
        const isFound = exchange.target === target && exchange.outcome !== 'running';
        if (isFound) resolve(exchangeSchema.parse(exchange));
      },
    });
  });
}

async function seek(workbench: Workbench, target: string) {
  const finished = finishedOf(workbench, target);
  const response = await fetch(workbench.reproxyUrl + target);
  const body = Buffer.from(await response.arrayBuffer());
  return { response, body, exchange: await finished };
}

const hopsOf = ({ hops }: Exchange) => hops.map(({ kind, outcome }) => `${kind} ${outcome}`);

async function expectSeek(
  result: { response: Response; body: Buffer },
  start: number,
): Promise<void> {
  const file = await readFile(samplePath);
  expect(result.response.status).toBe(200);
  expect(result.body.equals(Buffer.concat([PREFIX, file.subarray(start)]))).toBe(true);
}

describe('a seek', () => {
  it('goes over tracker and storage node, and the tracker’s raw lines stand between them', async () => {
    const { cluster, workbench } = await startBoth({ keys: [KEY] });
    const result = await seek(workbench, `/v/${KEY}?start=5000`);
    await expectSeek(result, 5000);
    const { exchange } = result;
    expect(hopsOf(exchange)).toEqual([
      'client complete',
      'application complete',
      'tracker complete',
      'storage complete',
    ]);
    const [client, application, tracker, storage] = exchange.hops;
    expect(tracker).toMatchObject({
      peer: cluster.trackers[0],
      url: `tcp://${cluster.trackers[0]}`,
      requestHead: 'get_paths domain=videos&key=clips/a.flv&noverify=1&pathcount=2\r\n',
      responseHead: `OK path1=${cluster.paths[0]}&path2=${cluster.paths[1]}&paths=2\r\n`,
    });
    expect(application?.responseHead).toContain(
      `\r\nX-REPROXY-URL: ${cluster.paths.join(' ')}\r\n`,
    );
    expect(storage?.url).toBe(cluster.paths[0]);
    const times = [
      client?.startMs,
      application?.startMs,
      tracker?.startMs,
      tracker?.connectedMs,
      tracker?.endMs,
      application?.responseHeadMs,
    ].map(Number);
    expect(times.toSorted((a, b) => a - b)).toEqual(times);
    expect(exchange.hops.map(({ requestHead }) => requestHead).join('')).not.toMatch(/tracker/i);
  });

  it('finds its own tracker hop among many at once', async () => {
    const keys = Array.from({ length: 40 }, (_, n) => `clips/${n}.flv`);
    const { workbench } = await startBoth({ keys });
    const results = await Promise.all(
      keys.flatMap((key) => [1, 2, 3].map((start) => seek(workbench, `/v/${key}?start=${start}`))),
    );
    for (const { exchange } of results) {
      const key = /clips\/\d+\.flv/.exec(exchange.target)?.[0];
      const trackers = exchange.hops.filter(({ kind }) => kind === 'tracker');
      expect(trackers.map(({ requestHead }) => /key=([^&]*)/.exec(requestHead)?.[1])).toEqual([
        key,
      ]);
    }
  });

  it('asks the next tracker when the first is dead; both hops are kept', async () => {
    const cluster = await startCluster({ keys: [KEY] });
    const dead = await closedAddress();
    const workbench = await startWorkbench([`127.0.0.1:${dead.port}`, ...cluster.trackers]);
    const result = await seek(workbench, `/v/${KEY}?start=100`);
    await expectSeek(result, 100);
    expect(hopsOf(result.exchange)).toEqual([
      'client complete',
      'application complete',
      'tracker refused',
      'tracker complete',
      'storage complete',
    ]);
  });

  it('takes the next path when the first storage node is dead', async () => {
    const { cluster, workbench } = await startBoth({ keys: [KEY] });
    await cluster.nodes[0]?.stop();
    const result = await seek(workbench, `/v/${KEY}?start=100`);
    await expectSeek(result, 100);
    expect(hopsOf(result.exchange)).toEqual([
      'client complete',
      'application complete',
      'tracker complete',
      'storage refused',
      'storage complete',
    ]);
  });

  describe('whose storage node dies in the middle of the body', () => {
    /** A node with its own modification time, that ends each answer after so many bytes. */
    async function startNode(modified: string, bytes = Number.POSITIVE_INFINITY) {
      const file = await readFile(samplePath);
      const node = await createScriptedServer((request) => {
        const part = rangeOf(request, file.length) ?? { first: 0, last: file.length - 1 };
        request.socket.write(
          partialHead(part, file.length, `ETag: "${modified}"\r\nLast-Modified: ${modified}\r\n`),
        );
        request.socket.end(file.subarray(part.first, part.first + bytes));
      });
      onTestFinished(() => node.close());
      return node;
    }

    async function seekOver(fileIds: [string, string]) {
      const dying = await startNode('Fri, 13 Apr 2007 21:58:13 GMT', 5000);
      const other = await startNode('Sat, 14 Apr 2007 21:58:13 GMT');
      const paths = [
        `path1=${dying.url}/dev1/${fileIds[0]}`,
        `path2=${other.url}/dev2/${fileIds[1]}`,
      ];
      const answer = () => `OK paths=2&${paths.join('&')}\r\n`;
      const { workbench } = await startBoth({ keys: [KEY], answer });
      const finished = finishedOf(workbench, `/v/${KEY}?start=1000`);
      const response = await fetch(`${workbench.reproxyUrl}/v/${KEY}?start=1000`);
      const body = await response.arrayBuffer().then(
        (bytes) => Buffer.from(bytes),
        () => null,
      );
      return { response, body, exchange: await finished };
    }

    it('goes on on the other copy of the file, though its modification time is another', async () => {
      const { response, body, exchange } = await seekOver(['0000000003.fid', '0000000003.fid']);
      await expectSeek({ response, body: body ?? Buffer.alloc(0) }, 1000);
      expect(hopsOf(exchange).slice(3)).toEqual(['storage cut', 'storage complete']);
      expect(exchange.hops[4]?.requestHead).toContain('\r\nRange: bytes=6000-\r\n');
    });

    it.each([
      ['another file id', ['0000000003.fid', '0000000004.fid']],
      ['no file ids', ['a.flv', 'a.flv']],
    ] as [string, [string, string]][])('is cut where paths have %s', async (_, fileIds) => {
      const { body, exchange } = await seekOver(fileIds);
      expect(body).toBeNull();
      expect(hopsOf(exchange).slice(3)).toEqual(['storage cut', 'storage rejected']);
    });
  });

  it('of a key that is not listed, and whose name has to be encoded', async () => {
    const { cluster, workbench } = await startBoth({ keys: ['a & b/ü=1.flv'] });
    const target = `/v/${encodeURIComponent('a & b')}/${encodeURIComponent('ü=1.flv')}?start=7`;
    await expectSeek(await seek(workbench, target), 7);
    expect(cluster.servers[0]?.lines).toEqual([
      'get_paths domain=videos&key=a+%26+b/%C3%BC%3D1.flv&noverify=1&pathcount=2',
    ]);
  });

  it.each([
    ['an unknown key', () => undefined, 404, 'mogile_key_unknown', 'tracker rejected'],
    ['no live copy', () => 'OK paths=0\r\n', 503, 'mogile_no_copy', 'tracker rejected'],
    ['nonsense', () => 'HTTP/1.1 400 No\r\n\r\n', 502, 'tracker_bad_answer', 'tracker malformed'],
    ['ERR', () => 'ERR unreg_domain No\r\n', 502, 'tracker_refused', 'tracker rejected'],
  ])('%s is a coded answer, and no storage is asked', async (_, answer, status, code, hop) => {
    const { workbench } = await startBoth({ keys: [], answer });
    const { response, body, exchange } = await seek(workbench, '/v/none.flv?start=5');
    expect(response.status).toBe(status);
    expect(body.toString()).toMatch(new RegExp(`^${code}: `));
    expect(hopsOf(exchange)).toEqual(['client complete', 'application complete', hop]);
    expect(exchange.hops[2]?.error?.code).toBe(code);
  });

  it('with all trackers dead is a coded answer', async () => {
    const { port } = await closedAddress();
    const workbench = await startWorkbench([`127.0.0.1:${port}`]);
    const { response, body, exchange } = await seek(workbench, '/v/a.flv');
    expect(response.status).toBe(503);
    expect(body.toString()).toMatch(/^tracker_unreachable: /);
    expect(hopsOf(exchange).at(-1)).toBe('tracker refused');
  });

  it('that is given up ends the tracker’s question at once', async () => {
    const asked = new EventTarget();
    const isAsked = new Promise((resolve) => asked.addEventListener('asked', resolve));
    const { workbench } = await startBoth({
      keys: [KEY],
      answer: () => {
        asked.dispatchEvent(new Event('asked'));
        return '';
      },
    });
    const target = `/v/${KEY}?start=9`;
    const finished = finishedOf(workbench, target);
    const giveUp = new AbortController();
    const response = fetch(workbench.reproxyUrl + target, { signal: giveUp.signal });
    await isAsked;
    giveUp.abort();
    await expect(response).rejects.toThrow();
    const exchange = await finished;
    expect(exchange.outcome).toBe('client_gone');
    expect(hopsOf(exchange)).toEqual(['client cut', 'application aborted', 'tracker aborted']);
    expect(exchange.hops[2]?.endMs).toBe(exchange.durationMs);
  });
});
