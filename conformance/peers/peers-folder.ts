import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { projectDir } from '../project-dir.ts';

/** Where the scripts that start the real servers are; see docs/conformance.md. */
export const peersDir = resolve(projectDir, process.env.SEEKLAB_PEERS ?? '../shared/peers');

/** What has to be installed, and the Debian package it comes from. */
const programs = {
  perlbal: { file: '/usr/bin/perlbal', debianPackage: 'perlbal' },
  perlbalModules: { file: '/usr/share/perl5/Perlbal.pm', debianPackage: 'libperlbal-perl' },
  patch: { file: '/usr/bin/patch', debianPackage: 'patch' },
  lighttpd: { file: '/usr/sbin/lighttpd', debianPackage: 'lighttpd' },
  lighttpdLua: {
    file: '/usr/lib/lighttpd/mod_magnet.so',
    debianPackage: 'lighttpd-modules-lua',
  },
  nginx: { file: '/usr/sbin/nginx', debianPackage: 'nginx-full' },
  wrk: { file: '/usr/bin/wrk', debianPackage: 'wrk' },
} as const;

export type Program = keyof typeof programs;

/** Why a peer that needs these programs cannot be started here; null when it can. */
export function whyUnavailable(needed: readonly Program[]): string | null {
  if (!existsSync(peersDir)) return `no peers folder; set SEEKLAB_PEERS`;
  const missing = needed.find((program) => !existsSync(programs[program].file));
  return missing ? `${programs[missing].debianPackage} is not installed` : null;
}
