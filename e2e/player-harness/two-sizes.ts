import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** 6 s of 320x180, and 6 s of 640x360, as a camera makes them that is switched over. */
export async function twoSizes(): Promise<{ first: Buffer; second: Buffer }> {
  const dir = await mkdtemp(join(tmpdir(), 'seeklab-sizes-'));
  try {
    const make = async (size: string) => {
      const path = join(dir, `${size}.flv`);
      const source = ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=25`, '-t', '6'];
      const output = ['-c:v', 'libx264', '-bf', '0', '-g', '50', '-pix_fmt', 'yuv420p'];
      await run('ffmpeg', ['-v', 'error', ...source, ...output, '-f', 'flv', path]);
      return readFile(path);
    };
    return { first: await make('320x180'), second: await make('640x360') };
  } finally {
    await rm(dir, { recursive: true });
  }
}
