import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectDir } from '../../conformance/project-dir.ts';

/** Requests on their way at once on each connection. */
const PIPELINED = 16;
const CONNECTIONS = 4;

/** A Seeklab whose log is full. */
export interface FullSeeklab {
  consoleUrl: string;
  reproxyPort: number;
  end(): Promise<void>;
}

/** Starts `seeklab serve` and makes so many requests, the last bytes of the sample each. */
export async function startFullSeeklab(requests: number): Promise<FullSeeklab> {
  const dataDir = await mkdtemp(join(tmpdir(), 'seeklab-bench-log-'));
  const command = [join(projectDir, 'out', 'cli', 'seeklab.js'), 'serve', '--json'];
  const program = spawn(process.execPath, [...command, '--data-dir', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(program, 'exit');
  const lines = createInterface({ input: program.stdout });
  const [line] = await once(lines, 'line');
  const { consoleUrl, reproxyUrl } = JSON.parse(String(line));
  const reproxyPort = Number(new URL(reproxyUrl).port);
  const each = Math.ceil(requests / CONNECTIONS);
  await Promise.all(Array.from({ length: CONNECTIONS }, () => request(reproxyPort, each)));
  return {
    consoleUrl,
    reproxyPort,
    async end() {
      program.kill('SIGTERM');
      await ended;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Asks so often on one connection, and takes what comes; each answer is told by its own head. */
async function request(port: number, count: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  let asked = 0;
  let answered = 0;
  let tail = '';
  const ask = () => {
    for (; asked < count && asked - answered < PIPELINED; asked++) {
      socket.write(
        `GET /v/sample.flv?start=${1_464_000 + (asked % 100)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`,
      );
    }
  };
  ask();
  for await (const bytes of socket) {
    const text = tail + (bytes as Buffer).toString('latin1');
    const heads = text.split('HTTP/1.1 200').length - 1;
    answered += heads;
    // A head that is cut in two is counted once, when its rest has come.
    tail = text.slice(text.lastIndexOf('HTTP/1.1 200') + 12).slice(-12);
    if (answered >= count) break;
    ask();
  }
  socket.destroy();
}
