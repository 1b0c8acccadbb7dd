import { decodeAmf0 } from './amf0-decode.ts';
import type { ByteSource } from './byte-source.ts';
import { type Finding, FindingList } from './finding.ts';
import { clockError, type IndexClock, indexClock, timeToleranceMs } from './index-clock.ts';
import { type IndexDialect, indexDialect } from './index-dialect.ts';
import { type MatchedEntry, matchEntries } from './index-entries.ts';
import { reportStrays } from './index-strays.ts';
import type { DeclaredKeyframes } from './metadata.ts';
import { auditMetadata } from './metadata-audit.ts';
import type { FlvScan } from './scan-result.ts';
import { tagHeaderLength } from './tag-header.ts';

/** The declared keyframe index, measured against the scanned one. */
export interface IndexAudit {
  declaredCount: number;
  scannedCount: number;
  dialect: IndexDialect | null;
  /** Null without entries on keyframes. */
  clock: IndexClock | null;
  findings: Finding[];
  /** No finding is a `fail`. */
  isPassed: boolean;
}

/**
 * Checks every entry of the index that onMetaData declares, and what else it declares of the
 * file, against a scan. Reads the file only where an entry is on no known tag.
 */
export async function auditIndex(scan: FlvScan, source: ByteSource): Promise<IndexAudit> {
  const findings = new FindingList();
  const declared = scan.metadata?.keyframes ?? null;
  auditMetadata(scan, findings);
  let clock: IndexClock | null = null;
  if (declared !== null) {
    const { matched, strays } = matchEntries(declared, scan);
    clock = matched.length > 0 ? auditTimes(matched, scan, findings) : null;
    reportShape(declared, findings);
    reportMissing(declared, scan, findings);
    await reportStrays(strays, scan, source, findings);
  } else if (scan.keyframes.offsets.length > 0) {
    findings.add('index_missing', 'fail', scan.metadataTag?.offset ?? null, whyNoIndex(scan));
  }
  const found = findings.finish();
  return {
    declaredCount: declared?.offsets.length ?? 0,
    scannedCount: scan.keyframes.offsets.length,
    dialect: indexDialect(scan),
    clock,
    findings: found,
    isPassed: found.every(({ severity }) => severity !== 'fail'),
  };
}

function whyNoIndex({ keyframes, metadataTag, laterMetadata }: FlvScan): string {
  const later = laterMetadata.find((tag) => tag.metadata?.keyframes != null);
  if (later !== undefined) {
    return `The onMetaData that players begin with declares no keyframe index; the one at ${later.place.offset} does, which they do not go by.`;
  }
  const data = metadataTag?.bytes.subarray(tagHeaderLength) ?? new Uint8Array();
  if (decodeAmf0(data).problem?.code === 'amf3_unread') {
    return 'No keyframe index could be read: onMetaData goes on in AMF3, which neither Seeklab nor flv.js decodes.';
  }
  const { length } = keyframes.offsets;
  return `The file has ${length} ${length === 1 ? 'keyframe' : 'keyframes'} and declares no index.`;
}

function auditTimes(
  matched: readonly MatchedEntry[],
  scan: FlvScan,
  findings: FindingList,
): IndexClock {
  const { keyframes } = scan;
  // The first keyframe may stand at 0 whatever its own time is: players begin there.
  const timed = matched.filter(
    ({ timeMs, keyframe }) => !Number.isNaN(timeMs) && (keyframe > 0 || timeMs !== 0),
  );
  const clock = indexClock(timed, keyframes, scan.baseTimestampMs);
  for (const entry of timed) {
    const errorMs = clockError(entry, keyframes, clock);
    if (isExact(errorMs)) continue;
    const expectedMs = entry.timeMs - errorMs;
    const message = `Entry ${entry.entry} says ${entry.timeMs} ms; its keyframe is at ${expectedMs} ms.`;
    findings.add('index_time_wrong', 'fail', entry.offset, message);
  }
  if (isAbsolute(timed, clock, scan)) {
    const message = `The index gives timestamps as they stand in the tags; players count from the first frame, which is at ${scan.baseTimestampMs} ms, and so begin at another keyframe.`;
    findings.add('index_times_absolute', 'warn', scan.metadataTag?.offset ?? null, message);
  }
  if (clock.kind === 'decode') {
    const message =
      'The index gives decode times; a seek just before a keyframe’s presentation can pick the wrong one.';
    findings.add('index_decode_times', 'warn', scan.metadataTag?.offset ?? null, message);
  }
  return clock;
}

/** Do the times keep a clock that is not the player's? */
function isAbsolute(
  timed: readonly MatchedEntry[],
  clock: IndexClock,
  { keyframes, baseTimestampMs }: FlvScan,
): boolean {
  const isOther = clock.zeroMs === 0 && Math.abs(baseTimestampMs) > timeToleranceMs;
  return isOther && timed.some((entry) => isExact(clockError(entry, keyframes, clock)));
}

const isExact = (errorMs: number) => Math.abs(errorMs) <= timeToleranceMs;

/** Findings about the two arrays in themselves. */
function reportShape({ offsets, timesMs }: DeclaredKeyframes, findings: FindingList): void {
  if (offsets.length !== timesMs.length) {
    const message = `The index has ${offsets.length} offsets, but ${timesMs.length} times.`;
    findings.add('index_lengths_differ', 'fail', null, message);
  }
  for (const [entry, offset] of offsets.entries()) {
    // Beyond the end of the times: said above.
    const timeMs = timesMs[entry] ?? null;
    if (Number.isNaN(offset) || Number.isNaN(timeMs)) {
      findings.add('index_entry_no_number', 'fail', null, `Entry ${entry} is not two numbers.`);
    }
    const previous = offsets[entry - 1] ?? Number.NEGATIVE_INFINITY;
    const previousMs = timesMs[entry - 1] ?? Number.NEGATIVE_INFINITY;
    if (offset === previous) {
      const message = `Entries ${entry - 1} and ${entry} are both at ${offset}.`;
      findings.add('index_duplicate', entry === 1 ? 'info' : 'warn', offset, message);
    } else if (offset < previous) {
      const message = `Entry ${entry} is at ${offset}, before entry ${entry - 1} at ${previous}.`;
      findings.add('index_unsorted', 'fail', offset, message);
    }
    if (timeMs !== null && timeMs < previousMs) {
      const message = `Entry ${entry} is at ${timeMs} ms, before entry ${entry - 1} at ${previousMs} ms.`;
      findings.add('index_times_unsorted', 'fail', offset, message);
    }
  }
}

/** Keyframes of the file that the index does not list. */
function reportMissing(declared: DeclaredKeyframes, scan: FlvScan, findings: FindingList): void {
  const listed = new Set(declared.offsets);
  const { offsets, ptsMs } = scan.keyframes;
  for (const [keyframe, offset] of offsets.entries()) {
    if (listed.has(offset)) continue;
    const what = `keyframe ${keyframe} at ${ptsMs[keyframe]} ms`;
    if (keyframe === 0 && listed.has(scan.sequenceHeaders.video?.offset ?? -1)) {
      const message = `The index lists the sequence header instead of ${what}.`;
      findings.add('index_first_keyframe_missing', 'info', offset, message);
    } else if (keyframe === offsets.length - 1) {
      const message = `The index does not list the last keyframe, ${what}.`;
      findings.add('index_last_keyframe_missing', 'warn', offset, message);
    } else {
      findings.add('index_keyframe_missing', 'warn', offset, `The index does not list ${what}.`);
    }
  }
}
