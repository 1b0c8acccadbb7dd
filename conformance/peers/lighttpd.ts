import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../project-dir.ts';
import type { ServerPlan } from './processes.ts';
import { fileOf, type Program } from './programs.ts';

/**
 * - `storage`: plain files with Range, in HTTP/1.0 too, as lighttpd did in 2007.
 * - `modern`: the same with its default since 1.4.60, which ignores Range in HTTP/1.0: that is how
 *   Perlbal asks.
 * - `flv`: with the rules of mod_flv_streaming, which left lighttpd with 1.4.64.
 */
export type LighttpdKind = 'storage' | 'modern' | 'flv';

export const lighttpdNeeds: readonly Program[] = ['lighttpd'];
export const lighttpdFlvNeeds: readonly Program[] = ['lighttpd', 'lighttpdLua'];

/** lighttpd over the files of a folder. */
export function lighttpd(kind: LighttpdKind, mediaDir: string): ServerPlan {
  return {
    name: `lighttpd-${kind}`,
    prepare: (port, folder) => {
      const file = join(folder, 'lighttpd.conf');
      writeFileSync(file, configuration(kind, mediaDir, port, folder));
      return [fileOf('lighttpd'), '-D', '-f', file];
    },
  };
}

function configuration(kind: LighttpdKind, mediaDir: string, port: number, folder: string): string {
  const range = kind === 'modern' ? 'disable' : 'enable';
  return `server.bind = "127.0.0.1"
server.port = ${port}
server.document-root = "${mediaDir}"
server.modules = ( "mod_staticfile" )
server.errorlog = "${folder}/error.log"
server.max-fds = 4096
server.max-connections = 2048
# One client asks as often as it likes on one connection.
server.max-keep-alive-requests = 1000000
server.feature-flags = ( "http10.range" => "${range}" )
mimetype.assign = ( ".flv" => "video/x-flv" )
${kind === 'flv' ? streaming() : ''}`;
}

function streaming(): string {
  const script = join(projectDir, 'conformance', 'peers', 'lighttpd-flv.lua');
  return `server.modules += ( "mod_magnet" )
magnet.attract-physical-path-to = ( "${script}" )
`;
}
