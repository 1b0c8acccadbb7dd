import { auditOf, type FileAudit, type IndexReading } from './read-index.ts';
import type { CopyReport } from './write-index-copy.ts';

/** What `seeklab index --json` prints: plain JSON, bytes and milliseconds. */
export interface IndexReport {
  input: string;
  sizeBytes: number;
  durationMs: number | null;
  tagCount: number;
  videoCodec: string | null;
  audioCodec: string | null;
  /** Scanned from the tags. Presentation times. */
  keyframes: { timeMs: number; offset: number; sizeBytes: number }[];
  /** Declared by onMetaData; null when it declares no index. */
  declared: {
    entryCount: number;
    writer: string | null;
    /** How the writer is known: it names itself, or the index has the shape of its indexes. */
    knownBy: 'creator' | 'shape' | null;
    beginsWith: string | null;
    clock: string | null;
  } | null;
  /** Only with an audit. */
  audit: FileAudit | null;
  /** Null when none was written. */
  copy: CopyReport | null;
}

/**
 * @param isAudited whether the caller asked for the audit; without it only the index is reported
 */
export function indexReport(
  input: string,
  reading: IndexReading,
  isAudited: boolean,
  copy: CopyReport | null = null,
): IndexReport {
  const { scan, audit } = reading;
  const { ptsMs, offsets, sizes } = scan.keyframes;
  return {
    input,
    sizeBytes: scan.sizeBytes,
    durationMs: scan.durationMs,
    tagCount: scan.tagCount,
    videoCodec: scan.videoCodec?.name ?? null,
    audioCodec: scan.audioCodec?.name ?? null,
    keyframes: Array.from(offsets, (offset, i) => ({
      timeMs: ptsMs[i] ?? 0,
      offset,
      sizeBytes: sizes[i] ?? 0,
    })),
    declared: scan.metadata?.keyframes
      ? {
          entryCount: audit.declaredCount,
          writer: audit.dialect?.writer ?? null,
          knownBy: audit.dialect?.knownBy ?? null,
          beginsWith: audit.dialect?.beginsWith ?? null,
          clock: audit.clock?.kind ?? null,
        }
      : null,
    audit: isAudited ? auditOf(reading) : null,
    copy,
  };
}
