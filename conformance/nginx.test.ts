import { nginxCases } from './cases/nginx.ts';
import { againstServer } from './compare.ts';
import { describeConformance } from './conformance-suite.ts';
import { startOursBeforeStorage } from './ours/start-ours.ts';
import { startNginx } from './peers/static-servers.ts';

describeConformance({ name: 'nginx flv', needs: ['nginx'], start: startNginx }, nginxCases, [
  {
    name: 'nginx personality answers the same',
    personality: 'nginx',
    start: startOursBeforeStorage({ personality: 'nginx' }),
    compare: againstServer,
  },
]);
