import type { ByteSource } from './byte-source.ts';
import type { FindingList } from './finding.ts';
import type { IndexEntry } from './index-entries.ts';
import { commonShift } from './index-shift.ts';
import type { FlvScan } from './scan-result.ts';
import { tagAt } from './tag-lookup.ts';

/** Strays that are looked up in the file; the rest is only counted. */
const maxLookups = 200;

/** Says of entries that are on no keyframe and not on the sequence header what they are on. */
export async function reportStrays(
  strays: readonly IndexEntry[],
  scan: FlvScan,
  source: ByteSource,
  findings: FindingList,
): Promise<void> {
  const shift = commonShift(strays, scan);
  if (shift !== null) {
    const direction = shift > 0 ? 'small' : 'large';
    const message = `${strays.length} entries are off by the same: each is ${Math.abs(shift)} bytes too ${direction}.`;
    findings.add('index_shifted', 'fail', scan.metadataTag?.offset ?? null, message);
    return;
  }
  let lookups = 0;
  for (const stray of strays) {
    if (Number.isNaN(stray.offset)) continue;
    if (stray.offset >= source.sizeBytes) reportBeyondEnd(stray, source, findings);
    else if (lookups++ < maxLookups) await reportLookup(stray, source, findings);
  }
  if (lookups > maxLookups) {
    const message = `${lookups - maxLookups} more entries are on no keyframe.`;
    findings.add('index_not_on_keyframe', 'fail', null, message);
  }
}

function reportBeyondEnd(
  { entry, offset }: IndexEntry,
  source: ByteSource,
  findings: FindingList,
): void {
  const message = `Entry ${entry} is at ${offset}; the file ends at ${source.sizeBytes}.`;
  findings.add('index_beyond_end', 'fail', offset, message);
}

async function reportLookup(
  { entry, offset }: IndexEntry,
  source: ByteSource,
  findings: FindingList,
): Promise<void> {
  const tag = await tagAt(source, offset);
  if (tag === null) {
    findings.add('index_not_on_tag', 'fail', offset, `Entry ${entry}: no tag begins at ${offset}.`);
    return;
  }
  const message = `Entry ${entry}: at ${offset} is ${tag.text}, expected a keyframe.`;
  if (tag.kind === 'sequence_header') {
    findings.add('index_on_sequence_header', 'info', offset, message);
  } else if (tag.kind === 'end_of_sequence') {
    // flvmeta lists it, because its frame type is "keyframe".
    findings.add('index_on_end_of_sequence', 'warn', offset, message);
  } else {
    findings.add('index_not_on_keyframe', 'fail', offset, message);
  }
}
