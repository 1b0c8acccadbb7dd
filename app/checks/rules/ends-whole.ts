import { bad, bodyByte, bytes, pass, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { asInFile } from './as-in-file.ts';

export const endsWhole: Rule = {
  code: 'ends_whole',
  group: 'stream',
  severity: 'fail',
  needs: ['body'],
  says: 'The body ends after a whole tag.',
  fix: 'See length_kept and body_exact: the end of the file is missing, or the file itself is cut.',
  judge({ body, exchange }) {
    if (exchange.outcome !== 'complete') return skip('The body was not read to its end.');
    if (body === null || body.chain.tagCount === 0) return skip('No whole tag came.');
    const { chain, comparison } = body;
    if (chain.break !== null) return skip('The chain breaks before: tag_chain_whole tells.');
    if (!chain.isInsideTag) return pass('The last tag is whole.', { at: bodyByte(chain.wholeEnd) });
    if (comparison.kind === 'equal' && comparison.isWhole) return asInFile('The last tag is cut');
    return bad('The body ends within a tag.', {
      seen: `${bytes(chain.bytes - chain.wholeEnd)} of a tag`,
      expected: 'a whole tag',
      at: bodyByte(chain.wholeEnd),
    });
  },
};
