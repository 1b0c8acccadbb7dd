import { deviations } from './cases/ours-patched.ts';
import { applicationCases } from './cases/patched-application.ts';
import { cacheCases, connectionCases } from './cases/patched-connection.ts';
import { offsetCases } from './cases/patched-offset.ts';
import { plainStorageCases, storageCases } from './cases/patched-storage.ts';
import { againstDeviation, againstPeer, againstPeerExactly } from './compare.ts';
import { describeConformance } from './conformance-suite.ts';
import { perlbalNeeds } from './peers/perlbal.ts';
import { startOurs } from './under-test/start-ours.ts';
import { startPatchedPerlbal } from './under-test/start-peers.ts';

describeConformance(
  {
    name: 'patched Perlbal 1.80',
    needs: perlbalNeeds,
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
  [
    {
      name: 'perlbal-patch as the contract says',
      personality: 'perlbal-patch',
      start: startOurs({ personality: 'perlbal-patch' }),
      // Without quirks every answer ends by its framing.
      adapt: (row) => ({ ...row, settle: 'framing' }),
      compare: (seen, peer, row) => {
        const deviation = deviations[row.row];
        return deviation ? againstDeviation(seen, deviation) : againstPeer(seen, peer);
      },
    },
    {
      name: 'perlbal-patch with quirks answers the same',
      personality: 'perlbal-patch with quirks',
      start: startOurs({ personality: 'perlbal-patch', quirks: true }),
      compare: againstPeerExactly,
    },
  ],
);
