import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { projectDir } from '../project-dir.ts';
import type { ServerPlan } from './processes.ts';
import { fileOf, type Program } from './programs.ts';

export const perlbalNeeds: readonly Program[] = ['perlbal', 'perlbalModules', 'perlUri', 'patch'];

interface PerlbalOptions {
  /** The port of 127.0.0.1 that it stands before: of the application, or of storage (plugin). */
  behindPort: number;
  /** More lines of its configuration: `SET reproxy_cache_maxsize = 1000`. */
  settings?: readonly string[];
}

/** Perlbal 1.80 with the patch of 2007: it asks the application, then storage. */
export function patchedPerlbal({ behindPort, settings = [] }: PerlbalOptions): ServerPlan {
  return {
    name: 'perlbal-patched',
    prepare: (port, folder) => {
      const modules = join(folder, 'lib');
      writePatchedModules(modules);
      const file = join(folder, 'perlbal.conf');
      writeFileSync(
        file,
        configuration(port, behindPort, ['SET enable_reproxy = on', ...settings]),
      );
      return ['perl', `-I${modules}`, fileOf('perlbal'), `--config=${file}`];
    },
  };
}

/** Perlbal 1.80 with its own plugin FlvStreaming: it stands before storage itself. */
export function pluginPerlbal({ behindPort, settings = [] }: PerlbalOptions): ServerPlan {
  return {
    name: 'perlbal-plugin',
    prepare: (port, folder) => {
      const file = join(folder, 'perlbal.conf');
      const plugin = 'SET plugins = FlvStreaming';
      const service = configuration(port, behindPort, [plugin, ...settings]);
      writeFileSync(file, `LOAD FlvStreaming\n${service}`);
      return ['perl', fileOf('perlbal'), `--config=${file}`];
    },
  };
}

/** Perl finds these before Debian's. The posted patch knows nothing of 1.80; ours does the same. */
function writePatchedModules(modules: string): void {
  const installed = fileOf('perlbalModules');
  mkdirSync(modules, { recursive: true });
  cpSync(installed, join(modules, basename(installed)));
  const folder = basename(installed, '.pm');
  cpSync(join(dirname(installed), folder), join(modules, folder), { recursive: true });
  const patch = join(projectDir, 'conformance', 'peers', 'perlbal-flv-start.patch');
  // Without fuzz: on another version it fails rather than land beside its place.
  execFileSync(fileOf('patch'), ['--quiet', '-p1', '--fuzz=0', '-d', modules, '-i', patch]);
}

function configuration(port: number, behindPort: number, settings: readonly string[]): string {
  return `SERVER max_connections = 4000
CREATE POOL behind
  POOL behind ADD 127.0.0.1:${behindPort}
CREATE SERVICE flv
  SET role = reverse_proxy
  SET listen = 127.0.0.1:${port}
  SET pool = behind
  SET persist_client = on
  SET persist_backend = on
  SET verify_backend = off
  SET backend_persist_cache = 64
${settings.map((setting) => `  ${setting}\n`).join('')}ENABLE flv
`;
}
