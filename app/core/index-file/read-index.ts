import { CodedError } from '../../contract/errors.ts';
import type { ByteSource } from '../../flv/byte-source.ts';
import { toHex } from '../../flv/hex.ts';
import { auditIndex, type IndexAudit } from '../../flv/index-audit.ts';
import { type ScanProgress, scanFlv } from '../../flv/scan.ts';
import type { FlvScan } from '../../flv/scan-result.ts';

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
  const scan = await scanFlv(source, onProgress ? { onProgress } : {});
  if (scan.format === 'empty') throw new CodedError('video_empty');
  if (scan.format === 'not_flv') {
    throw new CodedError('video_not_flv', { hex: toHex(scan.head.subarray(0, 3), ' ') });
  }
  return { scan, audit: await auditIndex(scan, source) };
}
