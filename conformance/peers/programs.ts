import { existsSync } from 'node:fs';

/** What has to be installed, and the Debian package it comes from. */
const programs = {
  perlbal: { file: '/usr/bin/perlbal', debianPackage: 'perlbal' },
  perlbalModules: { file: '/usr/share/perl5/Perlbal.pm', debianPackage: 'libperlbal-perl' },
  perlUri: { file: '/usr/share/perl5/URI.pm', debianPackage: 'liburi-perl' },
  patch: { file: '/usr/bin/patch', debianPackage: 'patch' },
  lighttpd: { file: '/usr/sbin/lighttpd', debianPackage: 'lighttpd' },
  lighttpdLua: {
    file: '/usr/lib/lighttpd/mod_magnet.so',
    debianPackage: 'lighttpd-modules-lua',
  },
  nginx: { file: '/usr/sbin/nginx', debianPackage: 'nginx-full' },
  nginxLua: {
    file: '/usr/lib/nginx/modules/ngx_http_lua_module.so',
    debianPackage: 'libnginx-mod-http-lua',
  },
  wrk: { file: '/usr/bin/wrk', debianPackage: 'wrk' },
} as const;

export type Program = keyof typeof programs;

export function fileOf(program: Program): string {
  return programs[program].file;
}

/** Why a peer that needs these programs cannot be started here; null when it can. */
export function whyUnavailable(needed: readonly Program[]): string | null {
  const missing = needed.filter((program) => !existsSync(fileOf(program)));
  if (missing.length === 0) return null;
  const packages = missing.map((program) => programs[program].debianPackage);
  return `not installed: ${packages.join(', ')}; apt-get install --no-install-recommends ${packages.join(' ')}`;
}
