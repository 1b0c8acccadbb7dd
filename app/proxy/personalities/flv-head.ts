import type { ByteSource } from '../../flv/byte-source.ts';
import { type Metadata, readMetadata } from '../../flv/metadata.ts';
import { tagHeaderLength } from '../../flv/tag-header.ts';
import { type ReadTag, TagReader } from '../../flv/tag-reader.ts';
import type { ExchangeControl } from '../exchange/exchange-control.ts';
import type { FileSource } from '../storage/file-source.ts';
import { type FailedRead, readPart } from '../storage/read-part.ts';
import type { StorageAccess } from '../storage/storage-access.ts';

const FIRST_READ_BYTES = 64 * 1024;
/** A head larger than this (an index of hundreds of hours) is taken for as much as came. */
const MAX_HEAD_BYTES = 8 * 1024 * 1024;

/** What stands at the beginning of an FLV file. Tags are whole, without PreviousTagSize. */
export interface FlvHead {
  readonly kind: 'head';
  readonly flags: number;
  readonly metadataTag: Uint8Array | null;
  readonly metadata: Metadata | null;
  /** Video first, then audio; those that there are. */
  readonly sequenceHeaders: readonly Uint8Array[];
  /** Offset of the first tag that is neither metadata nor a sequence header. */
  readonly firstMediaOffset: number;
  /** The whole file, to be read piece by piece. */
  readonly bytes: ByteSource;
}

/** Reads the head of a file over storage hops of the exchange; null when it is no FLV. */
export async function readFlvHead(
  storage: StorageAccess,
  exchange: ExchangeControl,
  source: FileSource,
): Promise<FlvHead | FailedRead | null> {
  const first = await readPart(storage, exchange, source, 0, FIRST_READ_BYTES - 1);
  if (first.kind === 'failed') return first;
  let { bytes, total } = first;
  for (;;) {
    const reader = new TagReader();
    const tags = [...reader.push(bytes)];
    const isAll = bytes.length >= Math.min(total, MAX_HEAD_BYTES);
    if (isAll) tags.push(...reader.finish());
    if (reader.fileHeader === null) return null;
    const firstMedia = tags.find(isMedia);
    if (firstMedia !== undefined || isAll) {
      const { flags } = reader.fileHeader;
      return headOf(flags, tags, firstMedia?.offset ?? total, {
        sizeBytes: total,
        read: (offset, length) => readStored(storage, exchange, source, total, offset, length),
      });
    }
    const next = await readPart(storage, exchange, source, bytes.length, 4 * bytes.length - 1);
    if (next.kind === 'failed') return next;
    bytes = Buffer.concat([bytes, next.bytes]);
    total = next.total;
  }
}

function headOf(
  flags: number,
  tags: readonly ReadTag[],
  firstMediaOffset: number,
  bytes: ByteSource,
): FlvHead {
  const metadataTag = tags.find(({ isMetadata }) => isMetadata)?.bytes ?? null;
  const video = tags.find(({ video: read }) => read?.isSequenceHeader === true);
  const audio = tags.find(({ audio: read }) => read?.isSequenceHeader === true);
  return {
    kind: 'head',
    flags,
    metadataTag,
    metadata: metadataTag === null ? null : readMetadata(metadataTag.subarray(tagHeaderLength)),
    sequenceHeaders: [video, audio].flatMap((tag) => (tag === undefined ? [] : [tag.bytes])),
    firstMediaOffset,
    bytes,
  };
}

function isMedia({ audio, video }: ReadTag): boolean {
  const read = video ?? audio;
  return read !== null && !read.isSequenceHeader;
}

/** @throws CodedError what the client is to be told: a source of bytes has no other way */
async function readStored(
  storage: StorageAccess,
  exchange: ExchangeControl,
  source: FileSource,
  sizeBytes: number,
  offset: number,
  length: number,
): Promise<Uint8Array> {
  if (offset >= sizeBytes || length === 0) return new Uint8Array(0);
  const read = await readPart(storage, exchange, source, offset, offset + length - 1);
  if (read.kind === 'failed') throw read.error;
  return read.bytes;
}
