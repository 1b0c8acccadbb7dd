import { constants } from 'node:fs';
import { copyFile, type FileHandle, link, lstat, open, rm } from 'node:fs/promises';
import { CodedError } from '../../contract/errors.ts';
import type { ByteSource } from '../../flv/byte-source.ts';
import type { Finding } from '../../flv/finding.ts';
import { toHex } from '../../flv/hex.ts';
import type { FlvScan } from '../../flv/scan-result.ts';
import { TrailerMender } from '../../flv/trailer-mender.ts';
import { type IndexCopyPlan, planIndexCopy } from '../../flv/write-index.ts';
import { reasonOf } from '../library/open-source.ts';
import { openInput } from './open-input.ts';
import { auditOf, readIndex } from './read-index.ts';

const COPY_BYTES = 1 << 20;

/**
 * Looks, before a long scan, whether a copy can be written there at all.
 * @throws CodedError `output_exists`
 */
export async function refuseExistingOutput(path: string): Promise<void> {
  // lstat: a link that leads nowhere is in the way as well.
  const isThere = await lstat(path).then(
    () => true,
    () => false,
  );
  if (isThere) throw new CodedError('output_exists', { path });
}

/** A copy that was put in place, as its own audit found it. */
export interface CopyReport {
  path: string;
  /** False: something of the input cannot be made right by an index; it stands in `findings`. */
  isRight: boolean;
  /** What is wrong with the copy. */
  findings: Finding[];
  /** Offsets in the input of later onMetaData that have no place in the copy. */
  leftOutMetadata: number[];
}

/**
 * Writes a copy with a right keyframe index to a new file. It is written beside, audited there, and
 * then gets its name: nobody finds half a copy under the name. The input is only read.
 * @param path absolute
 * @param scan of the same source
 * @param signal ends the writing: nothing is left, and it rejects with the signal's reason
 * @throws CodedError `output_exists`, `output_unwritable`, `video_not_flv`; what the source rejects with
 */
export async function writeIndexCopy(
  scan: FlvScan,
  source: ByteSource,
  path: string,
  signal?: AbortSignal,
): Promise<CopyReport> {
  const plan = planOf(scan, path);
  if (plan === null) throw new CodedError('video_not_flv', { hex: toHex(scan.head, ' ') });
  await refuseExistingOutput(path);
  const partPath = `${path}.part`;
  const part = await open(partPath, 'wx').catch((cause) => {
    throw outputError(isCode(cause, 'EEXIST') ? partPath : path, cause);
  });
  try {
    try {
      await writeParts(plan, source, part, signal);
    } catch (cause) {
      throw cause instanceof WriteFailure ? outputError(path, cause.cause) : cause;
    } finally {
      await part.close();
    }
    const { isPassed, findings } = await auditCopy(partPath);
    signal?.throwIfAborted();
    await giveName(partPath, path);
    return {
      path,
      isRight: isPassed,
      findings: findings.filter(({ severity }) => severity === 'fail'),
      leftOutMetadata: plan.leftOutMetadata.map(({ offset }) => offset),
    };
  } finally {
    await rm(partPath, { force: true });
  }
}

function planOf(scan: FlvScan, path: string): IndexCopyPlan | null {
  try {
    return planIndexCopy(scan);
  } catch (cause) {
    const detail = 'the index is larger than a tag of FLV can be, 16 MB';
    throw new CodedError('output_unwritable', { path, detail }, { cause });
  }
}

async function auditCopy(path: string) {
  const copy = await openInput(path);
  try {
    return auditOf(await readIndex(copy.source));
  } finally {
    await copy.close();
  }
}

/** Never replaces what got that name meanwhile, as a rename would. */
async function giveName(partPath: string, path: string): Promise<void> {
  try {
    await link(partPath, path);
  } catch (cause) {
    if (isCode(cause, 'EEXIST')) throw outputError(path, cause);
    // A file system without hard links (FAT, some network shares).
    await copyFile(partPath, path, constants.COPYFILE_EXCL).catch(async (copyCause) => {
      if (!isCode(copyCause, 'EEXIST')) await rm(path, { force: true });
      throw outputError(path, copyCause);
    });
  }
}

async function writeParts(
  { head, pieces, areTrailersMended }: IndexCopyPlan,
  source: ByteSource,
  part: FileHandle,
  signal: AbortSignal | undefined,
): Promise<void> {
  const aborted = abortOf(signal);
  const buffer = new Uint8Array(COPY_BYTES);
  await inTheOutput(part.writeFile(head));
  for (const piece of pieces) {
    if ('bytes' in piece) {
      await inTheOutput(part.writeFile(piece.bytes));
      continue;
    }
    const mender = areTrailersMended ? new TrailerMender() : null;
    for (let offset = piece.start; offset < piece.end; ) {
      signal?.throwIfAborted();
      const length = Math.min(COPY_BYTES, piece.end - offset);
      let bytes = await Promise.race([source.read(offset, length, buffer), aborted]);
      if (bytes.length === 0) throw endsEarly(offset, piece.end);
      offset += bytes.length;
      if (mender !== null) {
        // A source may give bytes of its own, which are not ours to change.
        bytes = bytes.slice();
        mender.mend(bytes);
      }
      await inTheOutput(part.writeFile(bytes));
    }
  }
  await inTheOutput(part.sync());
  signal?.throwIfAborted();
}

function endsEarly(offset: number, end: number): CodedError {
  const detail = `it ends at ${offset}, expected ${end} bytes at least`;
  return new CodedError('source_changed', { url: 'The input', detail });
}

/** Rejects when it is aborted: a server that is silent is not waited for. */
function abortOf(signal: AbortSignal | undefined): Promise<never> {
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  // It may come when nobody waits any more.
  aborted.catch(() => undefined);
  return aborted;
}

/** Tells what the output's disk said from what the input's did. */
class WriteFailure extends Error {}

async function inTheOutput(work: Promise<void>): Promise<void> {
  await work.catch((cause) => {
    throw new WriteFailure('the output could not be written', { cause });
  });
}

function outputError(path: string, cause: unknown): CodedError {
  return isCode(cause, 'EEXIST')
    ? new CodedError('output_exists', { path }, { cause })
    : new CodedError('output_unwritable', { path, detail: refusalOf(cause) }, { cause });
}

/** The reasons in words are about reading; these two are others for a file that is made. */
function refusalOf(cause: unknown): string {
  if (isCode(cause, 'ENOENT')) return 'its folder does not exist';
  if (isCode(cause, 'EACCES') || isCode(cause, 'EPERM')) return 'its folder may not be written to';
  return reasonOf(cause);
}

const isCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code;
