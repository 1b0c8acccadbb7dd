import { nginxLuaCases } from './cases/nginx-lua.ts';
import { besideLuaDeviations } from './cases/ours-nginx-lua.ts';
import { againstDeviation, againstPeer } from './compare.ts';
import { describeConformance } from './conformance-suite.ts';
import { withoutStorageFields } from './normalise.ts';
import { nginxLuaNeeds } from './peers/nginx-lua.ts';
import { startOurs } from './under-test/start-ours.ts';
import { startNginxLua } from './under-test/start-peers.ts';

describeConformance(
  { name: 'nginx with Lua', needs: nginxLuaNeeds, start: startNginxLua },
  nginxLuaCases,
  [
    {
      name: 'perlbal-patch answers the same',
      personality: 'perlbal-patch beside nginx with Lua',
      start: startOurs({ personality: 'perlbal-patch' }),
      compare: (seen, peer, row) => {
        const deviation = besideLuaDeviations(row.row);
        return deviation
          ? againstDeviation(seen, deviation)
          : againstPeer(seen, withoutStorageFields(peer));
      },
    },
  ],
);
