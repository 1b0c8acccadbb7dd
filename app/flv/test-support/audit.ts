import { bytesSource } from '../byte-source.ts';
import { auditIndex, type IndexAudit } from '../index-audit.ts';
import { scanFlv } from '../scan.ts';

/** Audits the index of a file that is in memory. */
export async function audit({ bytes }: { bytes: Uint8Array }): Promise<IndexAudit> {
  const source = bytesSource(bytes);
  return auditIndex(await scanFlv(source), source);
}

export const codesOf = ({ findings }: IndexAudit) => findings.map(({ code }) => code);
