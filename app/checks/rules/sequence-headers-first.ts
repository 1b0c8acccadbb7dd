import { aac, avc } from '../../flv/codecs.ts';
import { bad, bodyByte, pass, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';

export const sequenceHeadersFirst: Rule = {
  code: 'sequence_headers_first',
  group: 'stream',
  severity: 'fail',
  needs: ['body'],
  says: 'Where the server sends sequence headers, they come before the first picture and sound that need them.',
  fix: 'The head that is put in front must hold the AVC and AAC sequence headers of the file, and come first.',
  judge({ body, asked, model }) {
    const isPromised = asked.kind === 'whole' || model.prefix === 'file-head';
    if (!isPromised)
      return skip('A part with 13 bytes in front has none; Seeklab puts them there.');
    if (body === null || body.chain.break?.offset === 0) return skip('The body is no FLV.');
    const { firstVideo, firstAudio, videoHeader, audioHeader } = body.chain;
    const needing = [
      { name: 'AVC', frame: firstVideo, header: videoHeader, codec: avc },
      { name: 'AAC', frame: firstAudio, header: audioHeader, codec: aac },
    ].filter(({ frame, codec }) => frame?.codec === codec);
    if (needing.length === 0) return skip('Nothing came that needs one.');
    const lacking = needing.find(
      ({ frame, header }) => !header || header.offset > (frame?.offset ?? 0),
    );
    if (lacking === undefined) return pass('They come first.');
    const offset = lacking.frame?.offset ?? 0;
    return bad(
      `The first ${lacking.name} frame comes before its sequence header: nothing can decode it.`,
      {
        seen: lacking.header ? 'later' : 'none',
        expected: `an ${lacking.name} sequence header before`,
        at: bodyByte(offset),
      },
    );
  },
};
