import { lighttpdCases } from './cases/lighttpd.ts';
import { describeConformance } from './conformance-suite.ts';
import { startLighttpd } from './peers/static-servers.ts';

describeConformance(
  { name: 'lighttpd flv', needs: ['lighttpdLua'], start: startLighttpd },
  lighttpdCases,
  [],
);
