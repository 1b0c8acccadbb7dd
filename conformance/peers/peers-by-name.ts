import { lighttpd, lighttpdFlvNeeds, lighttpdNeeds } from './lighttpd.ts';
import { nginxAccel, nginxFlv, nginxNeeds } from './nginx.ts';
import { nginxLua, nginxLuaNeeds } from './nginx-lua.ts';
import { patchedPerlbal, perlbalNeeds, pluginPerlbal } from './perlbal.ts';
import type { ServerPlan } from './processes.ts';
import type { Program } from './programs.ts';

/** What a peer may stand before: ports of 127.0.0.1, and the folder that storage serves. */
export interface Behind {
  mediaDir: string;
  applicationPort: number;
  storagePort: number;
  badStoragePort: number;
}

interface Peer {
  needs: readonly Program[];
  /** What to ask it for. */
  path: string;
  plan(behind: Behind): ServerPlan;
}

const APPLICATION_PATH = '/v/sample.flv';
const FILE_PATH = '/sample.flv';

/** All peers, by the name that people start them with. */
export const peersByName: Readonly<Record<string, Peer>> = {
  'perlbal-patched': {
    needs: perlbalNeeds,
    path: APPLICATION_PATH,
    plan: ({ applicationPort }) => patchedPerlbal({ behindPort: applicationPort }),
  },
  'perlbal-plugin': {
    needs: perlbalNeeds,
    path: FILE_PATH,
    plan: ({ storagePort }) => pluginPerlbal({ behindPort: storagePort }),
  },
  'nginx-flv': {
    needs: nginxNeeds,
    path: FILE_PATH,
    plan: ({ mediaDir }) => nginxFlv(mediaDir),
  },
  'nginx-accel': { needs: nginxNeeds, path: APPLICATION_PATH, plan: nginxAccel },
  'nginx-lua': { needs: nginxLuaNeeds, path: APPLICATION_PATH, plan: nginxLua },
  'lighttpd-flv': {
    needs: lighttpdFlvNeeds,
    path: FILE_PATH,
    plan: ({ mediaDir }) => lighttpd('flv', mediaDir),
  },
  'lighttpd-storage': {
    needs: lighttpdNeeds,
    path: FILE_PATH,
    plan: ({ mediaDir }) => lighttpd('storage', mediaDir),
  },
  'lighttpd-modern': {
    needs: lighttpdNeeds,
    path: FILE_PATH,
    plan: ({ mediaDir }) => lighttpd('modern', mediaDir),
  },
};
