import { nginxCases } from './cases/nginx.ts';
import { againstServer } from './compare.ts';
import { describeConformance } from './conformance-suite.ts';
import { nginxNeeds } from './peers/nginx.ts';
import { startOursBeforeStorage } from './under-test/start-ours.ts';
import { startNginx } from './under-test/start-peers.ts';

describeConformance({ name: 'nginx flv', needs: nginxNeeds, start: startNginx }, nginxCases, [
  {
    name: 'nginx personality answers the same',
    personality: 'nginx',
    start: startOursBeforeStorage({ personality: 'nginx' }),
    compare: againstServer,
  },
]);
