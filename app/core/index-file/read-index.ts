import { CodedError } from '../../contract/errors.ts';
import type { ByteSource } from '../../flv/byte-source.ts';
import { fileHeaderLength } from '../../flv/file-header.ts';
import type { Finding } from '../../flv/finding.ts';
import { toHex } from '../../flv/hex.ts';
import { auditIndex, type IndexAudit } from '../../flv/index-audit.ts';
import { type ScanOptions, type ScanProgress, scanFlv } from '../../flv/scan.ts';
import type { FlvScan } from '../../flv/scan-result.ts';

/** A command line has little else to do, and nobody steps through frames in it. */
const SCAN_OPTIONS: ScanOptions = { turnMs: 100, isListingFrames: false };

export interface IndexReading {
  scan: FlvScan;
  audit: IndexAudit;
}

/**
 * Scans a file and holds its declared keyframe index against what is there.
 * @throws CodedError `video_empty`, `video_not_flv`; what the source rejects with
 */
export async function readIndex(
  source: ByteSource,
  onProgress?: (progress: ScanProgress) => void,
): Promise<IndexReading> {
  const scan = await scanFlv(source, { ...SCAN_OPTIONS, ...(onProgress && { onProgress }) });
  if (scan.format === 'empty') throw new CodedError('video_empty');
  if (scan.format === 'not_flv') {
    throw new CodedError('video_not_flv', { hex: beginningOf(scan.head) });
  }
  return { scan, audit: await auditIndex(scan, source) };
}

/** What is wrong with a file and with what it declares. */
export interface FileAudit {
  isPassed: boolean;
  findings: Finding[];
}

/** Faults of the file itself count as well: an index over broken tags is of no use. */
export function auditOf({ scan, audit }: IndexReading): FileAudit {
  const findings = [...scan.findings, ...audit.findings];
  return { isPassed: findings.every(({ severity }) => severity !== 'fail'), findings };
}

/** The first bytes in hex, and whether there are too few for a file header. */
function beginningOf(head: Uint8Array): string {
  const hex = toHex(head.subarray(0, 3), ' ');
  return head.length < fileHeaderLength ? `${hex} and ends after ${head.length} bytes` : hex;
}
