import { describe, expect, it } from 'vitest';
import { hop as hopSchema } from '../../contract/exchange.ts';
import { startLineServer } from '../test-support/line-server.ts';
import { createMogileClient } from './mogile-client.ts';

const FID = (device: number) => `http://127.0.0.1:7500/dev${device}/0/000/000/0000000003.fid`;

/** A client of one tracker that gives this answer to every line. */
async function clientOf(answer: string) {
  const { address, lines } = await startLineServer(() => answer);
  return { client: createMogileClient({ trackers: [address], domain: 'videos' }), lines, address };
}

describe('getPaths', () => {
  it('asks as the contract page shows and keeps the order of the paths', async () => {
    const answer = `OK path2=${FID(1)}&paths=2&path1=${FID(2)}\r\n`;
    const { client, lines } = await clientOf(answer);
    const paths = await client.getPaths('clips/a.flv');
    expect(paths).toMatchObject({ ok: true, value: [FID(2), FID(1)] });
    expect(lines).toEqual(['get_paths domain=videos&key=clips/a.flv&noverify=1&pathcount=2']);
  });

  it('gives more than nine paths in the order of their numbers', async () => {
    const urls = Array.from({ length: 12 }, (_, n) => FID(n));
    const pairs = urls.map((url, n) => `path${n + 1}=${url}`).reverse();
    const { client } = await clientOf(`OK ${pairs.join('&')}&paths=12\r\n`);
    expect(await client.getPaths('a')).toMatchObject({ ok: true, value: urls });
  });

  it('keeps both raw lines and the times, in the form of a recorded hop', async () => {
    const answer = `OK paths=1&path1=${FID(2)}&x=%zz\xfc\r\n`;
    const { client, address } = await clientOf(answer);
    const { hops } = await client.getPaths('ü', { clockZeroMs: performance.now() - 1000 });
    const [hop] = hops;
    expect(hops.map((h) => hopSchema.parse(h))).toEqual(hops);
    expect(hop).toMatchObject({
      kind: 'tracker',
      peer: `127.0.0.1:${address.port}`,
      url: `tcp://127.0.0.1:${address.port}`,
      requestHead: 'get_paths domain=videos&key=%C3%BC&noverify=1&pathcount=2\r\n',
      responseHead: answer,
      outcome: 'complete',
      error: null,
    });
    const times = [hop?.startMs, hop?.connectedMs, hop?.responseHeadMs, hop?.endMs].map(Number);
    expect(times.toSorted((a, b) => a - b)).toEqual(times);
    expect(times[0]).toBeGreaterThanOrEqual(1000);
  });

  it.each([
    ['OK paths=0', 'mogile_no_copy'],
    ['ERR unknown_key unknown_key', 'mogile_key_unknown'],
    ['ERR unreg_domain Domain+name+invalid%2Fnot+found', 'tracker_refused'],
    ['ERR no_domain No+domain+provided', 'tracker_refused'],
    ['ERR no_key No+key+provided', 'tracker_refused'],
    ['ERR unknown_command Unknown+server+command', 'tracker_refused'],
    ['ERR none_match No+keys', 'tracker_refused'],
    ['OK ', 'tracker_bad_answer'],
    ['OK paths=-1', 'tracker_bad_answer'],
    ['OK paths=1e3', 'tracker_bad_answer'],
    ['OK paths=2&path1=http://h/1', 'tracker_bad_answer'],
    ['OK paths=999999999999', 'tracker_bad_answer'],
    ['OK paths=1&path1=', 'tracker_bad_answer'],
    ['OK paths=1&path1=/etc/passwd', 'tracker_bad_answer'],
    ['OK paths=1&path1=ftp://h/1', 'tracker_bad_answer'],
    ['OK paths=1&path1=http://h/1+http://evil/', 'tracker_bad_answer'],
    ['OK paths=1&path1=http://h/%0d%0aX-Evil:1', 'tracker_bad_answer'],
  ])('calls "%s" %s and marks the hop rejected', async (answer, code) => {
    const { client } = await clientOf(`${answer}\r\n`);
    const result = await client.getPaths('a.flv');
    expect(result).toMatchObject({ ok: false, error: { code } });
    expect(result.hops).toMatchObject([
      { outcome: 'rejected', responseHead: `${answer}\r\n`, error: { code } },
    ]);
  });

  it('names key and domain where they are unknown, and the tracker’s own words elsewhere', async () => {
    const unknown = await (await clientOf('ERR unknown_key unknown_key\r\n')).client.getPaths(
      'a b',
    );
    expect(unknown).toMatchObject({ error: { message: expect.stringMatching(/"a b".*"videos"/) } });
    const refused = await (await clientOf('ERR unreg_domain Not+found\r\n')).client.getPaths('a');
    expect(refused).toMatchObject({
      error: { message: expect.stringMatching(/"get_paths": unreg_domain \(Not found\)/) },
    });
  });
});

describe('fileInfo', () => {
  it('gives the size', async () => {
    const { client, lines } = await clientOf(
      'OK fid=3&class=default&domain=videos&key=a.flv&length=5694619&devcount=2\r\n',
    );
    expect(await client.fileInfo('a.flv')).toMatchObject({
      ok: true,
      value: { sizeBytes: 5694619 },
    });
    expect(lines).toEqual(['file_info domain=videos&key=a.flv']);
  });

  it.each(['OK ', 'OK length=', 'OK length=-1', 'OK length=1.5', 'OK length=99999999999999999999'])(
    'calls "%s" a bad answer',
    async (answer) => {
      const { client } = await clientOf(`${answer}\r\n`);
      expect(await client.fileInfo('a')).toMatchObject({ error: { code: 'tracker_bad_answer' } });
    },
  );
});

describe('listKeys', () => {
  const keys = ['a b.flv', 'clips/ü.flv', 'x&y.flv'];

  /** A tracker with those keys, which pages as the real one does. */
  async function keyServer() {
    const { address, lines } = await startLineServer((line) => {
      const args = new URLSearchParams(line.slice(line.indexOf(' ') + 1));
      const page = keys
        .filter(
          (key) => key.startsWith(args.get('prefix') ?? '') && key > (args.get('after') ?? ''),
        )
        .slice(0, Number(args.get('limit')));
      if (page.length === 0) return 'ERR none_match No+keys+match\r\n';
      const pairs = page.map((key, n) => `key_${n + 1}=${encodeURIComponent(key)}`);
      const last = encodeURIComponent(page.at(-1) ?? '');
      return `OK ${pairs.join('&')}&key_count=${page.length}&next_after=${last}\r\n`;
    });
    return { client: createMogileClient({ trackers: [address], domain: 'videos' }), lines };
  }

  it('pages through all keys', async () => {
    const { client, lines } = await keyServer();
    const seen: string[] = [];
    let after: string | null = '';
    while (after !== null) {
      const page = await client.listKeys({ after, limit: 1 });
      if (!page.ok) throw page.error;
      seen.push(...page.value.keys);
      after = page.value.nextAfter;
    }
    expect(seen).toEqual(keys);
    expect(lines.length).toBe(4);
  });

  it('knows by a short page that it is the last', async () => {
    const { client } = await keyServer();
    expect(await client.listKeys()).toMatchObject({ ok: true, value: { keys, nextAfter: null } });
  });

  it('asks for a prefix', async () => {
    const { client } = await keyServer();
    const page = await client.listKeys({ prefix: 'clips/' });
    expect(page).toMatchObject({ ok: true, value: { keys: ['clips/ü.flv'] } });
  });

  it('takes "none match" for an empty page', async () => {
    const { client } = await keyServer();
    const page = await client.listKeys({ prefix: 'none' });
    expect(page).toMatchObject({ ok: true, value: { keys: [], nextAfter: null } });
    expect(page.hops).toMatchObject([{ outcome: 'complete' }]);
  });
});
