import { nginxPlan, upstreams } from './nginx.ts';
import type { ServerPlan } from './processes.ts';

/** Seconds that the origin says its answers have been kept for already, as one behind a cache of its own. */
export const ORIGIN_AGE_S = 7;

/**
 * nginx as a cache before nginx with its `flv` module, like a CDN's edge: it says in `X-Cache-Status` whether
 * an answer is a HIT. On the first port the key has the query in it. On the second it has not, the
 * classic fault: every start gets what was asked first. The origin has the third.
 */
export function nginxCache(mediaDir: string): ServerPlan {
  return nginxPlan('nginx-cache', {
    ports: 3,
    servers: (port) => `  proxy_cache_path cache keys_zone=videos:1m;
${upstreams({ origin: port + 2 })}
${edge(port, '$uri$is_args$args')}
${edge(port + 1, '$uri')}
  server {
    listen 127.0.0.1:${port + 2};
    root ${mediaDir};
    location ~ \\.flv$ {
      flv;
      add_header Age ${ORIGIN_AGE_S};
    }
  }
`,
  });
}

function edge(port: number, key: string): string {
  return `  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_cache videos;
      proxy_cache_key ${port}${key};
      proxy_cache_valid 200 1h;
      proxy_set_header Connection "";
      proxy_pass http://origin;
      add_header X-Cache-Status $upstream_cache_status;
    }
  }`;
}
