import { lighttpdCases } from './cases/lighttpd.ts';
import { againstServer } from './compare.ts';
import { describeConformance } from './conformance-suite.ts';
import { startOursBeforeStorage } from './ours/start-ours.ts';
import { startLighttpd } from './peers/static-servers.ts';

describeConformance(
  { name: 'lighttpd flv', needs: ['lighttpdLua'], start: startLighttpd },
  lighttpdCases,
  [
    {
      name: 'lighttpd personality answers the same',
      personality: 'lighttpd',
      start: startOursBeforeStorage({ personality: 'lighttpd' }),
      compare: againstServer,
    },
  ],
);
