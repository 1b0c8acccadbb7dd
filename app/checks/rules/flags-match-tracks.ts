import { audioFlag, videoFlag } from '../../flv/file-header.ts';
import { prefixLength } from '../../flv/prefix.ts';
import { bad, hexByte, pass, prefixByte, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';

export const flagsMatchTracks: Rule = {
  code: 'flags_match_tracks',
  group: 'stream',
  severity: 'warn',
  needs: ['body', 'index'],
  says: 'TypeFlags promise the tracks that the video has, or are those that this server always sends.',
  fix: 'Send the file’s own TypeFlags: a player may wait for a track that never comes, or leave one out.',
  judge({ body, facts, model, asked }) {
    if (asked.kind !== 'part') return skip('The whole file has its own header.');
    if (body === null || body.chain.bytes < prefixLength || facts === null) {
      return skip('Less than 13 bytes came.');
    }
    const { head } = body.chain;
    if (head[0] !== 0x46) return skip('The body does not begin as FLV: prefix_legal tells.');
    const due = (facts.audioCodec ? audioFlag : 0) | (facts.videoCodec ? videoFlag : 0);
    const seen = head[4] ?? 0;
    const shown = { seen: hexByte(seen), expected: hexByte(due), at: prefixByte(4) };
    if ((seen & (audioFlag | videoFlag)) === due)
      return pass('They promise what the video has.', shown);
    if (model.prefix instanceof Uint8Array && model.prefix[4] === seen) {
      return pass(`They are what ${model.name} always sends.`, shown);
    }
    // The file’s own header may be wrong; a server that copies it is not.
    if (model.prefix !== 'any' && facts.header?.flags === seen) {
      return pass('They are those of the file’s own header.', shown);
    }
    return bad('They promise other tracks than the video has.', shown);
  },
};
