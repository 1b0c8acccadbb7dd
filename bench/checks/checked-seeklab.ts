import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { fileHeader, noise, tagBytes } from '../../app/flv/test-support/build-flv.ts';
import { projectDir } from '../../conformance/project-dir.ts';
import { connectRpc, type RpcClient } from '../../e2e/support/rpc-client.ts';

/** A Seeklab of its own process with one large video. */
export interface CheckedSeeklab {
  pid: number;
  reproxyPort: number;
  rpc: RpcClient;
  sizeBytes: number;
  end(): Promise<void>;
}

const TAG_BYTES = 60_000;

export async function startCheckedSeeklab(megabytes: number): Promise<CheckedSeeklab> {
  const dir = await mkdtemp(join(tmpdir(), 'seeklab-bench-checks-'));
  const sizeBytes = await writeVideo(join(dir, 'large.flv'), megabytes);
  const command = [join(projectDir, 'out', 'cli', 'seeklab.js'), 'serve', '--json'];
  const program = spawn(
    process.execPath,
    [...command, '--data-dir', dir, '--media', dir, '--public-host', 'bench'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(program, 'exit');
  const lines = createInterface({ input: program.stdout });
  const [line] = await once(lines, 'line');
  const { consoleUrl, reproxyUrl } = JSON.parse(String(line));
  const rpc = await connectRpc(consoleUrl);
  await rpc.run('video.open', { name: 'large.flv' });
  return {
    pid: program.pid ?? -1,
    reproxyPort: Number(new URL(reproxyUrl).port),
    rpc,
    sizeBytes,
    async end() {
      rpc.close();
      program.kill('SIGTERM');
      await ended;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Sound tags of noise, one after the other. */
async function writeVideo(path: string, megabytes: number): Promise<number> {
  const data = noise(TAG_BYTES);
  data[0] = 0x2f;
  const out = createWriteStream(path);
  out.write(fileHeader(4));
  let sizeBytes = fileHeader(4).length;
  for (let timestampMs = 0; sizeBytes < megabytes * 1e6; timestampMs += 40) {
    const tag = tagBytes({ type: 8, data, timestampMs });
    sizeBytes += tag.length;
    if (!out.write(tag)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
  return sizeBytes;
}
