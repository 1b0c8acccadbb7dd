import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesSource } from '../app/flv/byte-source.ts';
import { fileHeaderLength } from '../app/flv/file-header.ts';
import type { Finding } from '../app/flv/finding.ts';
import { auditIndex } from '../app/flv/index-audit.ts';
import { scanFlv } from '../app/flv/scan.ts';
import { brokenFiles, moreFaults, soundFile } from './flvmeta/broken-files.ts';
import { type FlvmetaMessage, flvmetaCheck, whyNoFlvmeta } from './flvmeta/run-flvmeta.ts';
import { noFaults, sameFaults } from './flvmeta/same-faults.ts';

/** The field that flvmeta points at is in the tag that we name, or in a neighbour of it. */
const NEAR_BYTES = 400;

/** Findings after which flvmeta no longer knows where tags begin: what it says then is chance. */
const lostStep = ['damaged', 'script_data_invalid', 'metadata_invalid', 'amf_truncated'];

if (whyNoFlvmeta) it('flvmeta --check', ({ skip }) => skip(true, whyNoFlvmeta ?? ''));
else describe('beside flvmeta --check', comparison);

function comparison(): void {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'seeklab-flvmeta-'));
  });
  afterAll(() => rm(dir, { recursive: true }));

  async function theirs(bytes: Uint8Array): Promise<FlvmetaMessage[]> {
    const file = join(dir, 'file.flv');
    await writeFile(file, bytes);
    const messages = await flvmetaCheck(file);
    return messages.filter(({ code }) => noFaults[code] === undefined);
  }

  it('both find nothing in a sound file', async () => {
    expect(await theirs(soundFile.bytes)).toEqual([]);
    const { findings } = await scanFlv(bytesSource(soundFile.bytes));
    // That it declares no index is for the audit, and flvmeta does not look.
    expect(findings).toEqual([]);
  });

  it.each(brokenFiles())('ours finds what flvmeta finds: $name', async ({ bytes }) => {
    const found = await ourFindings(bytes);
    const missed = (await theirs(bytes)).filter((message) => !isFound(message, found));
    expect(missed).toEqual([]);
  });

  it.each(moreFaults)('only ours finds $code: $name', async ({ code, bytes, theirs: wanted }) => {
    expect((await theirs(bytes)).map((message) => message.code)).toEqual(wanted);
    expect((await ourFindings(bytes)).map((finding) => finding.code)).toContain(code);
  });
}

async function ourFindings(bytes: Uint8Array): Promise<Finding[]> {
  const source = bytesSource(bytes);
  const scan = await scanFlv(source);
  const { findings } = await auditIndex(scan, source);
  return [...scan.findings, ...findings];
}

function isFound({ code, offset }: FlvmetaMessage, found: readonly Finding[]): boolean {
  const wanted = sameFaults[code] ?? [];
  return found.some((finding) => {
    if (lostStep.includes(finding.code)) return finding.offset === null || finding.offset <= offset;
    if (!wanted.includes(finding.code)) return false;
    // Of flags that are wrong we name the byte, flvmeta also the first tag that proves it.
    if (finding.offset === null || finding.offset < fileHeaderLength) return true;
    return Math.abs(finding.offset - offset) <= NEAR_BYTES;
  });
}
