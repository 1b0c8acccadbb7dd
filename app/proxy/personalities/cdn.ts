import { concat } from '../../flv/bytes.ts';
import { audioFlag, videoFlag } from '../../flv/file-header.ts';
import { specPrefix } from '../../flv/prefix.ts';
import { withTrailer } from '../../flv/synthetic-head.ts';
import { type FlvHead, readFlvHead } from './flv-head.ts';
import { findKeyframeBefore } from './keyframe-before.ts';
import type { Backends, Personality } from './personality.ts';
import { type Opening, Reproxying } from './reproxying.ts';

/**
 * What a content delivery network does for players that cannot start in the middle: the file's own
 * header, onMetaData and sequence headers, then the file from the keyframe at or before the
 * offset. A file without video starts at a tag; one that is no FLV, at the offset itself.
 */
export function createCdn({ application, storage }: Backends): Personality {
  return new Reproxying({ application, storage }, async (exchange, source, start) => {
    const head = await readFlvHead(storage, exchange, source);
    if (head === null) return opening(start, specPrefix(audioFlag | videoFlag));
    if (head.kind === 'failed') return head;
    const isBeyondEnd = start >= head.bytes.sizeBytes;
    return opening(isBeyondEnd ? start : await findKeyframeBefore(head, start), prefixOf(head));
  });
}

function opening(start: number, prefix: Uint8Array): Opening {
  return { kind: 'opening', start, prefix: Buffer.from(prefix).toString('latin1') };
}

function prefixOf({ flags, metadataTag, sequenceHeaders }: FlvHead): Uint8Array {
  const tags = metadataTag === null ? sequenceHeaders : [metadataTag, ...sequenceHeaders];
  return concat([specPrefix(flags), ...tags.map(withTrailer)]);
}
