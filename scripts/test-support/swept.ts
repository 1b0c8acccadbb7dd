import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { sweepReport } from '../../app/contract/sweep.ts';
import { createScriptedServer, type Script } from '../../app/proxy/test-support/scripted-server.ts';
import { buildCommand } from './built-command.ts';

export const samples = join(import.meta.dirname, '../../assets/samples');

/** The built `seeklab sweep`, with the samples and a data folder of the test file's own. */
export function sweepCommand() {
  // Programs start slowly on a busy machine.
  vi.setConfig({ testTimeout: 180_000 });
  const command = buildCommand();
  const argsOf = (args: readonly string[]) => [
    ...['sweep', ...args],
    ...['--media', samples, '--data-dir', join(command.dir, 'data')],
  ];
  return {
    command,
    argsOf,
    run: (...args: string[]) => command.run(...argsOf(args)),
    folder: () => command.emptyFolder(),
  };
}

/** A server that ends with the test. */
export async function scripted(script: Script) {
  const server = await createScriptedServer(script);
  onTestFinished(() => server.close());
  return server;
}

/** Answers nothing but errors. */
export const broken: Script = ({ socket }) => {
  socket.write('HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n');
};

export async function reportIn(path: string) {
  return sweepReport.parse(JSON.parse(await readFile(path, 'utf8')));
}
