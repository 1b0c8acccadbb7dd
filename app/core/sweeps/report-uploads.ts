import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodedError } from '../../contract/errors.ts';
import { SWEEP_BOUNDS } from '../../contract/sweep-run.ts';
import { reasonOf } from '../library/open-source.ts';

/** Reports on their way at a time. */
const MAX_UPLOADS = 4;

/** Takes files of which a browser gives the bytes, but not the path. */
export interface ReportUploads {
  /** @param caller its going away ends it */
  begin(fileName: string, caller: AbortSignal | undefined): Promise<string>;
  /** @throws CodedError `report_too_large`, `report_unusable`, `output_unwritable` */
  add(id: string, bytes: Uint8Array): Promise<void>;
  /** The whole file; it goes with `drop`. @throws CodedError `report_unusable` */
  whole(id: string): { path: string; fileName: string };
  drop(id: string): Promise<void>;
  close(): Promise<void>;
}

interface Upload {
  dir: string;
  path: string;
  fileName: string;
  file: FileHandle;
  sizeBytes: number;
}

export function createReportUploads(maxBytes: number = SWEEP_BOUNDS.reportBytes): ReportUploads {
  const uploads = new Map<string, Upload>();
  const find = (id: string) => {
    const upload = uploads.get(id);
    if (upload) return upload;
    throw new CodedError('report_unusable', {
      path: 'the report',
      detail: 'it has not come whole',
    });
  };
  const drop = async (id: string) => {
    const upload = uploads.get(id);
    if (!uploads.delete(id) || !upload) return;
    await upload.file.close();
    await rm(upload.dir, { recursive: true, force: true });
  };
  return {
    async begin(fileName, caller) {
      const [oldest] = uploads.keys();
      if (uploads.size >= MAX_UPLOADS && oldest !== undefined) await drop(oldest);
      const id = randomBytes(4).toString('hex');
      const dir = await mkdtemp(join(tmpdir(), 'seeklab-report-'));
      const path = join(dir, 'report.json');
      const file = await open(path, 'wx', 0o600);
      uploads.set(id, { dir, path, fileName, file, sizeBytes: 0 });
      caller?.addEventListener('abort', () => void drop(id), { once: true });
      return id;
    },
    async add(id, bytes) {
      const upload = find(id);
      upload.sizeBytes += bytes.length;
      if (upload.sizeBytes > maxBytes) {
        await drop(id);
        throw new CodedError('report_too_large', { path: upload.fileName, limit: maxBytes });
      }
      try {
        await upload.file.appendFile(bytes);
      } catch (cause) {
        await drop(id);
        const { path } = upload;
        throw new CodedError('output_unwritable', { path, detail: reasonOf(cause) }, { cause });
      }
    },
    whole: find,
    drop,
    async close() {
      await Promise.all([...uploads.keys()].map(drop));
    },
  };
}
