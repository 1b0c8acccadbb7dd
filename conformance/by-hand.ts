/**
 * npm run peer -- NAME [--media FOLDER]
 * Starts one of the real servers, with an application and storage behind it, tells what to ask it,
 * and runs until Ctrl-C. Exit code 2 for a name that is none, 3 where it is not installed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeMediaDir } from './media.ts';
import { startApplication } from './peers/application.ts';
import { freePort } from './peers/free-port.ts';
import { lighttpd, lighttpdNeeds } from './peers/lighttpd.ts';
import { startMisbehavingStorage } from './peers/misbehaving-storage.ts';
import { type Behind, peersByName } from './peers/peers-by-name.ts';
import { createProcesses } from './peers/processes.ts';
import { whyUnavailable } from './peers/programs.ts';

const SAMPLE_COPIES = 1;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { media: { type: 'string' } },
});
const [name = ''] = positionals;
const peer = peersByName[name];
if (!peer)
  giveUp(`There is no peer "${name}"; there are: ${Object.keys(peersByName).join(', ')}.`, 2);
const reason = whyUnavailable([...peer.needs, ...lighttpdNeeds]);
if (reason) giveUp(`${name}: ${reason}`, 3);

const workDir = mkdtempSync(join(tmpdir(), 'seeklab-peer-'));
const processes = createProcesses(workDir);
const ended = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
});
try {
  const behind = await startBehind();
  const { port, folder } = await processes.start(peer.plan(behind));
  tell(`
${name} on 127.0.0.1:${port}, its configuration and logs in ${folder}
behind it: application on ${behind.applicationPort}, storage on ${behind.storagePort}, misbehaving storage on ${behind.badStoragePort}

    curl -sv -o /dev/null 'http://127.0.0.1:${port}${peer.path}?start=100000'

Ctrl-C ends all of them.
`);
  await ended;
} finally {
  await processes.close();
  rmSync(workDir, { recursive: true, force: true });
}
process.exit();

async function startBehind(): Promise<Behind> {
  const mediaDir = options.media === undefined ? join(workDir, 'media') : resolve(options.media);
  if (options.media === undefined) makeMediaDir(mediaDir, SAMPLE_COPIES);
  const storage = await processes.start(lighttpd('storage', mediaDir));
  const bad = await startMisbehavingStorage(mediaDir);
  const application = await startApplication({
    storagePort: storage.port,
    badPort: bad.port,
    deadPort: await freePort(),
  });
  return {
    mediaDir,
    applicationPort: application.port,
    storagePort: storage.port,
    badStoragePort: bad.port,
  };
}

function giveUp(message: string, code: number): never {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

function tell(text: string): void {
  process.stdout.write(text);
}
