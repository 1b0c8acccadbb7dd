import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ListeningPart } from '../../origin/listening-part.ts';
import { trackerName } from '../../origin/mogile/tracker-address.ts';
import { type LineServer, startLineServer } from '../../origin/test-support/line-server.ts';
import { serveFolder } from '../../origin/test-support/serve-folder.ts';
import { makeTempDir } from '../../origin/test-support/temp-dir.ts';

export const samplePath = fileURLToPath(
  new URL('../../../assets/samples/no-index.flv', import.meta.url),
);

/** Trackers and storage nodes that hold the sample `no-index.flv` under some keys. */
export interface MogileCluster {
  /** Given as `--mogile`: one address for each tracker. */
  readonly trackers: string[];
  readonly servers: readonly LineServer[];
  /** Each has a copy of every file. */
  readonly nodes: readonly ListeningPart[];
  /** What the trackers say of a key's file, before they shuffle: one URL for each node. */
  readonly paths: string[];
}

export interface ClusterOptions {
  keys: readonly string[];
  nodeCount?: number;
  trackerCount?: number;
  /** Address that the trackers listen at; default 127.0.0.1. */
  host?: string;
  /** An answer of its own for a line; undefined: as a tracker does. */
  answer?: (line: string, tracker: number) => string | undefined;
}

/** Starts real storage nodes and line servers that answer as trackers do; all end with the test. */
export async function startCluster(options: ClusterOptions): Promise<MogileCluster> {
  const { keys, nodeCount = 2, trackerCount = 1, host, answer } = options;
  const nodes = await Promise.all(Array.from({ length: nodeCount }, (_, n) => startNode(n + 1)));
  const paths = nodes.map(({ url }, n) => `${url}${filePath(n + 1)}`);
  const servers = await Promise.all(
    Array.from({ length: trackerCount }, (_, tracker) =>
      startLineServer((line) => answer?.(line, tracker) ?? reply(line, keys, paths), host),
    ),
  );
  return { trackers: servers.map(({ address }) => trackerName(address)), servers, nodes, paths };
}

const filePath = (device: number) => `/dev${device}/0/000/000/0000000003.fid`;

async function startNode(device: number): Promise<ListeningPart> {
  const root = await makeTempDir();
  const path = join(root, filePath(device));
  await mkdir(dirname(path), { recursive: true });
  await copyFile(samplePath, path);
  return serveFolder(root);
}

/** The exchanges of the contract page. */
function reply(line: string, keys: readonly string[], paths: readonly string[]): string {
  const [command = '', query = ''] = line.split(' ');
  const args = new URLSearchParams(query);
  if (command === 'list_keys') return replyKeys(args, keys);
  if (!keys.includes(args.get('key') ?? '')) return 'ERR unknown_key unknown_key\r\n';
  if (command === 'file_info') return 'OK fid=3&devcount=2&length=96233\r\n';
  const pairs = paths.map((path, n) => `path${n + 1}=${path}`);
  return `OK ${pairs.join('&')}&paths=${paths.length}\r\n`;
}

function replyKeys(args: URLSearchParams, keys: readonly string[]): string {
  const after = args.get('after') ?? '';
  const prefix = args.get('prefix') ?? '';
  const wanted = keys.filter((key) => key > after && key.startsWith(prefix));
  const page = wanted.slice(0, Number(args.get('limit')));
  if (page.length === 0) return 'ERR none_match No+keys+match\r\n';
  const pairs = page.map((key, n) => `key_${n + 1}=${encodeURIComponent(key)}`);
  return `OK ${pairs.join('&')}&key_count=${page.length}&next_after=${page.at(-1)}\r\n`;
}
