import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TargetInput } from '../contract/target.ts';
import { createWorkbench, type Workbench } from '../core/workbench.ts';
import { relayAddress } from '../http/relay-url.ts';
import { streamUrl, videoAddress } from '../http/stream-url.ts';
import { readPattern } from '../http/target-pattern.ts';
import type { SeeklabOptions, TargetOptions } from './options.ts';
import { createOwnSeeks } from './own-seeks.ts';
import { followPlayers } from './player-seeks.ts';
import type { Seeklab } from './seeklab.ts';

/**
 * Starts application, reproxy and storage on 127.0.0.1, on free ports, without a window.
 * @throws an error with a `code`, such as `path_unusable`, `port_in_use`
 */
export async function startSeeklab(options: SeeklabOptions = {}): Promise<Seeklab> {
  const dataDir = await mkdtemp(join(tmpdir(), 'seeklab-'));
  try {
    const workbench = await createWorkbench({
      dataDir,
      // Beside out/, as in the project and in the package.
      sampleDir: fileURLToPath(new URL('../../assets/samples', import.meta.url)),
      mediaPaths: (options.media ?? []).map((path) => resolve(path)),
      reproxyPort: options.port ?? 0,
      judgesAll: true,
      configuration: {
        applicationUrl: options.application ?? null,
        storageAllow: [...(options.storageAllow ?? [])],
        ...(options.personality ? { personality: options.personality } : {}),
        // Whoever plays is no player of ours: nobody is paced.
        pace: null,
      },
    });
    return doorOf(workbench, dataDir);
  } catch (error) {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  }
}

function doorOf(workbench: Workbench, dataDir: string): Seeklab {
  const players = followPlayers(workbench);
  const own = createOwnSeeks(workbench);
  const { reproxyUrl } = workbench;
  let closing: Promise<void> | null = null;
  const close = async () => {
    players.close();
    own.close();
    await workbench.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return {
    reproxyUrl,
    videoUrl(name, { start = 0, target } = {}) {
      const address = target === undefined ? videoAddress(name) : relayAddress(target, name);
      return streamUrl(reproxyUrl, address, { start });
    },
    async addVideo(path) {
      const before = await workbench.call('library.list', {});
      const known = new Set(before.map(({ name }) => name));
      const after = await workbench.call('library.add', { path: resolve(path) });
      return after.map(({ name }) => name).filter((name) => !known.has(name));
    },
    async personality(personality, { hasQuirks = false } = {}) {
      await workbench.call('system.configure', { personality, hasQuirks });
    },
    async target(target) {
      await workbench.call('target.add', targetInputOf(target));
    },
    async fault(text) {
      const { added } = await workbench.call('faults.add', { text });
      return () => removeFaults(workbench, added);
    },
    async clearFaults() {
      await workbench.call('faults.clear', {});
    },
    seek: own.seek,
    exchanges: players.exchanges,
    forgetSeeks: players.forget,
    waitForSeek: (wanted = {}) => players.next(wanted),
    close() {
      closing ??= close();
      return closing;
    },
  };
}

/** Those that are on still. */
async function removeFaults(workbench: Workbench, ids: readonly number[]): Promise<void> {
  const on = await workbench.call('faults.list', {});
  for (const { id } of on) if (ids.includes(id)) await workbench.call('faults.remove', { id });
}

function targetInputOf({ name, pattern, headers = {}, ...rest }: TargetOptions): TargetInput {
  const read = readPattern(pattern);
  const hasName = read.kind === 'pattern' && read.hasName;
  return {
    name,
    pattern,
    names: { kind: hasName ? 'library' : 'one' },
    reference: hasName ? { kind: 'library', name: null } : { kind: 'target' },
    expected: rest.personality ? { personality: rest.personality, hasQuirks: false } : null,
    fields: Object.entries(headers).map(([field, value]) => ({ name: field, value })),
    isSelfSignedAllowed: rest.allowSelfSigned ?? false,
    redirectHosts: [],
  };
}
