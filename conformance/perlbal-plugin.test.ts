import { pluginDeviations } from './cases/ours-plugin.ts';
import { pluginCases } from './cases/plugin.ts';
import { againstDeviation, againstPeer } from './compare.ts';
import { describeConformance } from './conformance-suite.ts';
import { perlbalNeeds } from './peers/perlbal.ts';
import { startOursBeforeStorage } from './under-test/start-ours.ts';
import { startPluginPerlbal } from './under-test/start-peers.ts';

describeConformance(
  {
    name: 'Perlbal 1.80 with FlvStreaming',
    needs: perlbalNeeds,
    start: startPluginPerlbal,
  },
  pluginCases,
  [
    {
      name: 'perlbal-plugin personality as the contract says',
      personality: 'perlbal-plugin',
      start: startOursBeforeStorage({ personality: 'perlbal-plugin' }),
      // Every one of our answers ends by its framing.
      adapt: (row) => ({ ...row, settle: 'framing' }),
      compare: (seen, peer, row) => {
        const deviation = pluginDeviations[row.row];
        return deviation ? againstDeviation(seen, deviation) : againstPeer(seen, peer);
      },
    },
  ],
);
