import { applicationCases } from './cases/patched-application.ts';
import { cacheCases, connectionCases } from './cases/patched-connection.ts';
import { offsetCases } from './cases/patched-offset.ts';
import { plainStorageCases, storageCases } from './cases/patched-storage.ts';
import { describeConformance } from './conformance-suite.ts';
import { startPatchedPerlbal } from './peers/perlbal.ts';

describeConformance(
  {
    name: 'patched Perlbal 1.80',
    needs: ['perlbal', 'perlbalModules', 'patch'],
    start: startPatchedPerlbal,
  },
  [
    ...offsetCases,
    ...applicationCases,
    ...storageCases,
    ...plainStorageCases,
    ...connectionCases,
    ...cacheCases,
  ],
);
