import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { createWorkbench } from '../../../app/core/workbench.ts';
import { createWebDoor } from '../../../app/web/web-door.ts';
import { projectDir } from '../../../conformance/project-dir.ts';

export interface ConsoleServer {
  readonly url: string;
  readonly reproxyUrl: string;
  close(): Promise<void>;
}

/** The product's own console, as `seeklab serve` has it; `bench/run.mjs` has built its page. */
export async function startConsoleServer(options: {
  mediaDir: string;
  dataDir: string;
}): Promise<ConsoleServer> {
  const workbench = await createWorkbench({
    dataDir: options.dataDir,
    sampleDir: join(projectDir, 'assets', 'samples'),
    mediaPaths: [options.mediaDir],
  });
  const door = await createWebDoor({ workbench, rendererDir: join(projectDir, 'out', 'renderer') });
  return {
    url: door.url,
    reproxyUrl: workbench.reproxyUrl,
    close: async () => {
      await door.close();
      await workbench.close();
    },
  };
}

const AT_ONCE = 8;

/** Fills the log with requests of somebody else. */
export async function fillLog(reproxyUrl: string, rows: number, tailStart: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const ask = () =>
    new Promise<void>((resolve, reject) => {
      const request = get(`${reproxyUrl}/v/sample.flv?start=${tailStart}`, { agent });
      request.on('error', reject);
      request.on('response', (response) => response.resume().on('end', resolve));
    });
  let left = rows;
  const client = async () => {
    while (left > 0) {
      left -= 1;
      await ask();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  agent.destroy();
}
