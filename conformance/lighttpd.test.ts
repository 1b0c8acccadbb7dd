import { lighttpdCases } from './cases/lighttpd.ts';
import { againstServer } from './compare.ts';
import { describeConformance } from './conformance-suite.ts';
import { lighttpdFlvNeeds } from './peers/lighttpd.ts';
import { startOursBeforeStorage } from './under-test/start-ours.ts';
import { startLighttpd } from './under-test/start-peers.ts';

describeConformance(
  { name: 'lighttpd flv', needs: lighttpdFlvNeeds, start: startLighttpd },
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
