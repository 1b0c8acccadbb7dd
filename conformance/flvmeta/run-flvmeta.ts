import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';

const program = '/usr/bin/flvmeta';

/** Why flvmeta cannot be asked here; null when it can. */
export const whyNoFlvmeta = existsSync(program) ? null : 'flvmeta is not installed';

/** One line of `flvmeta --check`. */
export interface FlvmetaMessage {
  /** Level, topic and number: `E12037`. */
  code: string;
  offset: number;
  text: string;
}

/** What `flvmeta --check` says of a file, infos included. */
export function flvmetaCheck(file: string): Promise<FlvmetaMessage[]> {
  return new Promise((resolve, reject) => {
    execFile(program, ['--check', '--level=info', file], (error, stdout) => {
      // Its exit code says whether there are errors in the file; a crash says nothing.
      if (stdout.includes(' error(s), ')) resolve(messagesIn(stdout));
      else reject(new Error(`flvmeta gave no report on ${file}`, { cause: error }));
    });
  });
}

function messagesIn(stdout: string): FlvmetaMessage[] {
  return [...stdout.matchAll(/^0x([0-9a-f]+): \w+ ([A-Z]\d+): (.*)$/gm)].map(
    ([, offset = '', code = '', text = '']) => ({
      code,
      offset: Number.parseInt(offset, 16),
      text,
    }),
  );
}
