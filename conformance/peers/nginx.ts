import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerPlan } from './processes.ts';
import { fileOf, type Program } from './programs.ts';

export const nginxNeeds: readonly Program[] = ['nginx'];

/** nginx with its `flv` module, on the files of a folder. */
export function nginxFlv(mediaDir: string): ServerPlan {
  return nginxPlan('nginx-flv', {
    servers: (port) => `  server {
    listen 127.0.0.1:${port};
    root ${mediaDir};
    location ~ \\.flv$ { flv; }
  }
`,
  });
}

interface BehindPorts {
  applicationPort: number;
  storagePort: number;
}

/**
 * nginx's own reproxying: it asks the application, follows its X-Accel-Redirect, and asks storage
 * for the part. Storage's 206 goes to the client as it is: nothing puts a prefix in front.
 */
export function nginxAccel(behind: BehindPorts): ServerPlan {
  return nginxPlan('nginx-accel', {
    servers: (
      port,
    ) => `${upstreams({ application: behind.applicationPort, storage: behind.storagePort })}
  server {
    listen 127.0.0.1:${port};
    location /v/ {
      proxy_set_header X-Want-Accel 1;
      proxy_set_header Connection "";
      proxy_pass http://application;
    }
    location /store/ {
      internal;
      proxy_set_header Range "bytes=$arg_start-";
      proxy_set_header Connection "";
      proxy_pass http://storage/;
    }
  }
`,
  });
}

/** nginx that hands everything on to one server, by kept connections. */
export function nginxProxy(behindPort: number): ServerPlan {
  return nginxPlan('nginx-proxy', {
    servers: (port) => `${upstreams({ behind: behindPort })}
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_set_header Connection "";
      proxy_pass http://behind;
    }
  }
`,
  });
}

/** Named groups with kept connections to one port of 127.0.0.1 each. */
export function upstreams(ports: Readonly<Record<string, number>>): string {
  const group = ([name, port]: [string, number]) => `  upstream ${name} {
    server 127.0.0.1:${port};
    keepalive 64;
    keepalive_requests 1000000;
  }`;
  return Object.entries(ports).map(group).join('\n');
}

interface NginxParts {
  /** How many ports in a row it takes; one where absent. */
  ports?: number;
  /** Lines before everything else. */
  modules?: string;
  /** What stands in the block `http`. */
  servers: (port: number) => string;
}

/** One nginx with one worker, all that it writes below its folder. */
export function nginxPlan(
  name: string,
  { ports = 1, modules = '', servers }: NginxParts,
): ServerPlan {
  return {
    name,
    ports,
    prepare: (port, folder) => {
      const file = join(folder, 'nginx.conf');
      writeFileSync(file, `${modules}${configuration(folder, servers(port))}`);
      return [fileOf('nginx'), '-p', folder, '-e', join(folder, 'error.log'), '-c', file];
    },
  };
}

const temporaries = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

function configuration(folder: string, servers: string): string {
  return `worker_processes 1;
# Started by root it would give its worker to somebody who may not read the folder.
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log warn;
worker_rlimit_nofile 8192;
events { worker_connections 4000; }
http {
  access_log off;
  types { video/x-flv flv; }
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  proxy_http_version 1.1;
  proxy_max_temp_file_size 0;
${temporaries.map((kind) => `  ${kind}_temp_path ${folder}/temp-${kind};`).join('\n')}
${servers}}
`;
}
