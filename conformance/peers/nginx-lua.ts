import { nginxPlan, upstreams } from './nginx.ts';
import type { ServerPlan } from './processes.ts';
import { fileOf, type Program } from './programs.ts';

export const nginxLuaNeeds: readonly Program[] = ['nginx', 'nginxLua'];

interface NginxLuaOptions {
  applicationPort: number;
  storagePort: number;
  /** Storage behind `X-Accel-Redirect: /bad/…`; the good one where absent. */
  badStoragePort?: number;
  /** `large`: 64 kB and handed on as they fill; nginx's default is 8 of a page each. */
  buffers?: 'default' | 'large';
}

/** Longer than the slowest storage of the suites takes to answer. */
const READ_TIMEOUT_S = 3;

/**
 * nginx doing the whole job, as somebody would build it today: the application answers
 * X-Accel-Redirect, nginx asks storage for the part, and two Lua filters make a 200 with 13 bytes
 * more of its 206.
 */
export function nginxLua(options: NginxLuaOptions): ServerPlan {
  const { applicationPort: application, storagePort: storage, buffers = 'default' } = options;
  const bad = options.badStoragePort ?? storage;
  return nginxPlan(`nginx-lua-${buffers}`, {
    modules: loadModules,
    servers: (port) => `${upstreams({ application, storage, bad })}
  proxy_read_timeout ${READ_TIMEOUT_S}s;
${buffers === 'large' ? largeBuffers : ''}${seek}${filters}  server {
    listen 127.0.0.1:${port};
    location /v/ {
      proxy_set_header X-Want-Accel 1;
      proxy_set_header Connection "";
      proxy_pass http://application;
    }
${store('store', 'storage')}
${store('bad', 'bad')}
  }
`,
  });
}

/** Storage is asked for the file alone: without the query, and without the client's body. */
function store(folder: string, upstream: string): string {
  return `    location ~ ^/${folder}(/.*)$ {
      internal;
      proxy_pass_request_body off;
      proxy_set_header Content-Length "";
      proxy_set_header Range $storage_range;
      proxy_set_header Connection "";
      proxy_pass http://${upstream}$1;
    }`;
}

export const loadModules = `load_module ${fileOf('nginxLua').replace('ngx_http_lua', 'ndk_http')};
load_module ${fileOf('nginxLua')};
`;

const largeBuffers = `  proxy_buffering off;
  proxy_buffer_size 64k;
  proxy_buffers 4 64k;
  proxy_busy_buffers_size 128k;
`;

/** A start that is no whole number above 0 is no seek: then the client's own Range counts. */
const seek = `  map $arg_start $is_seek {
    "~^0*[1-9][0-9]*$" 1;
    default "";
  }
  map $is_seek $storage_range {
    1 "bytes=$arg_start-";
    default $http_range;
  }
`;

/** What a field says of storage's file, or of its 206, is not true of the 200. */
const filters = `  header_filter_by_lua_block {
    if ngx.status == 206 and ngx.var.is_seek == "1" then
      local length = tonumber(ngx.header["Content-Length"])
      ngx.status = 200
      ngx.header["Content-Length"] = length and length + 13
      ngx.header["Content-Range"] = nil
      ngx.header["Accept-Ranges"] = nil
      ngx.header["ETag"] = nil
      ngx.header["Last-Modified"] = nil
      ngx.ctx.is_prefix_due = true
    end
  }
  body_filter_by_lua_block {
    if ngx.ctx.is_prefix_due then
      ngx.ctx.is_prefix_due = nil
      -- "FLV", version 1, flags 1 (video), header length 9; then a PreviousTagSize0 of 9
      ngx.arg[1] = "FLV\\1\\1\\0\\0\\0\\9\\0\\0\\0\\9" .. ngx.arg[1]
    end
  }
`;
