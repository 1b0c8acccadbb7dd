import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Exchange } from '../../app/contract/exchange.ts';
import { createWorkbench } from '../../app/core/workbench.ts';
import { projectDir } from '../../conformance/project-dir.ts';

/** The exchange of one real seek: three hops, with the heads that a browser sends. */
export async function recordExchange(): Promise<Exchange> {
  const dataDir = await mkdtemp(join(tmpdir(), 'seeklab-bench-log-'));
  const workbench = await createWorkbench({
    dataDir,
    sampleDir: join(projectDir, 'assets', 'samples'),
  });
  try {
    const recorded = new Promise<Exchange>((resolve) => {
      workbench.log.tap({
        onExchange: (exchange) => {
          if (exchange.outcome === 'complete') resolve(exchange);
        },
      });
    });
    const answer = await fetch(`${workbench.reproxyUrl}/v/sample.flv?start=1029887`, {
      headers: browserFields,
    });
    await answer.arrayBuffer();
    return await recorded;
  } finally {
    await workbench.close();
    await rm(dataDir, { recursive: true });
  }
}

const browserFields = {
  'sec-ch-ua-platform': '"Linux"',
  'User-Agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  'sec-ch-ua': '"Chromium";v="156", "Not)A;Brand";v="8"',
  'sec-ch-ua-mobile': '?0',
  Accept: '*/*',
  'Accept-Encoding': 'gzip, deflate, br, zstd',
  'Accept-Language': 'en-US,en;q=0.9',
};
