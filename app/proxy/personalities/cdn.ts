import { concat } from '../../flv/bytes.ts';
import { audioFlag, videoFlag } from '../../flv/file-header.ts';
import { specPrefix } from '../../flv/prefix.ts';
import { withTrailer } from '../../flv/synthetic-head.ts';
import type { ExchangeControl } from '../exchange/exchange-control.ts';
import type { FileSource } from '../storage/file-source.ts';
import { type FlvHead, readFlvHead } from './flv-head.ts';
import { findKeyframeBefore } from './keyframe-before.ts';
import { type Opening, Reproxying } from './reproxying.ts';

/**
 * What a content delivery network does for players that cannot start in the middle: the file's own
 * header, onMetaData and sequence headers, then the file from the keyframe at or before the
 * offset. A file without video starts at a tag; one that is no FLV, at the offset itself.
 */
export function startCdn(exchange: ExchangeControl): void {
  new Reproxying(exchange, openAtKeyframe).start();
}

async function openAtKeyframe(
  exchange: ExchangeControl,
  source: FileSource,
  start: number,
): Promise<Opening> {
  const head = await readFlvHead(exchange, source);
  if (head === null) return { start, prefix: latin1(specPrefix(audioFlag | videoFlag)) };
  const prefix = latin1(prefixOf(head));
  if (start >= head.bytes.sizeBytes) return { start, prefix };
  return { start: await findKeyframeBefore(head, start), prefix };
}

function prefixOf({ flags, metadataTag, sequenceHeaders }: FlvHead): Uint8Array {
  const tags = metadataTag === null ? sequenceHeaders : [metadataTag, ...sequenceHeaders];
  return concat([specPrefix(flags), ...tags.map(withTrailer)]);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
