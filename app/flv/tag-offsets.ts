import { BlockReader } from './block-reader.ts';
import type { ByteSource } from './byte-source.ts';
import { fileHeaderLength, firstTagOffset, readFileHeader } from './file-header.ts';
import { Float64Column } from './float64-column.ts';
import { TagWalk } from './tag-walk.ts';

/** Read at a time, once the reading goes well. */
const blockBytes = 1 << 20;

/** Where every tag of a file stands, ascending; none when it is no FLV. Rejects when the source does. */
export async function readTagOffsets(source: ByteSource): Promise<Float64Array> {
  const header = readFileHeader(await source.read(0, fileHeaderLength));
  if (header === null) return new Float64Array();
  const offsets = new Float64Column();
  const walk = TagWalk.from(firstTagOffset(header), {
    tag: ({ offset }) => offsets.push(offset),
    finding: () => undefined,
  });
  const blocks = new BlockReader(source, blockBytes);
  while (!walk.isDone) walk.advance(await blocks.windowAt(walk.wantedOffset));
  return offsets.view();
}
