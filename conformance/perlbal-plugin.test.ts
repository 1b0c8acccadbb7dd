import { pluginCases } from './cases/plugin.ts';
import { describeConformance } from './conformance-suite.ts';
import { startPluginPerlbal } from './peers/perlbal.ts';

describeConformance(
  {
    name: 'Perlbal 1.80 with FlvStreaming',
    needs: ['perlbal', 'perlbalModules', 'patch'],
    start: startPluginPerlbal,
  },
  pluginCases,
  [],
);
