import { nginxCases } from './cases/nginx.ts';
import { describeConformance } from './conformance-suite.ts';
import { startNginx } from './peers/static-servers.ts';

describeConformance({ name: 'nginx flv', needs: ['nginx'], start: startNginx }, nginxCases, []);
