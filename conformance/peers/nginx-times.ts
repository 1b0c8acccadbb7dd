import { nginxPlan } from './nginx.ts';
import { loadModules } from './nginx-lua.ts';
import type { ServerPlan } from './processes.ts';

/** A keyframe as the server's table has it. */
export interface TableRow {
  timeMs: number;
  offset: number;
}

/**
 * nginx that takes a start as a time, `?t=` in seconds or `?ms=`, as the pseudo-streaming of other formats does:
 * Lua looks up the last keyframe that is not behind it, and the `flv` module sends from there.
 * @param keyframes in ascending order
 */
export function nginxTimes(mediaDir: string, keyframes: readonly TableRow[]): ServerPlan {
  const rows = keyframes.map(({ timeMs, offset }) => `{${timeMs},${offset}}`).join(',');
  return nginxPlan('nginx-times', {
    modules: loadModules,
    servers: (port) => `  init_by_lua_block { keyframes = {${rows}} }
  server {
    listen 127.0.0.1:${port};
    root ${mediaDir};
    location ~ \\.flv$ {
      rewrite_by_lua_block {
        local ms = tonumber(ngx.var.arg_ms) or (tonumber(ngx.var.arg_t) or 0) * 1000
        local start = 0
        for _, row in ipairs(keyframes) do
          if row[1] <= ms + 0.001 and ms > 0 then start = row[2] end
        end
        ngx.req.set_uri_args({ start = start })
      }
      flv;
    }
  }
`,
  });
}
