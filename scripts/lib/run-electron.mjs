import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { projectDir, tell } from './project.mjs';

/** Ends that are Electron's own, before any line of ours ran: a library is missing, or it crashed. */
const crashSignals = ['SIGTRAP', 'SIGABRT', 'SIGSEGV', 'SIGILL', 'SIGBUS'];

/**
 * Starts Electron with the app and these arguments.
 * @param {string} path of the executable
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
export function spawnElectron(path, args, env = process.env) {
  return spawn(path, [projectDir, ...sandboxSwitches(), ...args], {
    // Paths are relative to where the command was typed; npm has moved us to the project's folder.
    cwd: process.env.INIT_CWD ?? process.cwd(),
    stdio: 'inherit',
    env,
  });
}

/** Chromium refuses to run as root with its sandbox on. */
function sandboxSwitches() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return [];
  tell('Running as root: Chromium’s sandbox is off (--no-sandbox).');
  return ['--no-sandbox'];
}

/**
 * Passes our signals on and waits for the end.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ exitCode: number } | { crash: string }>}
 */
export async function untilEnded(child) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the child as well, and Chromium takes a second one as "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  try {
    const [code, signal] = await once(child, 'exit');
    if (code === 127) return { crash: 'a shared library is missing' };
    if (crashSignals.includes(signal)) return { crash: `it ended by ${signal}` };
    return { exitCode: code ?? 1 };
  } catch (error) {
    return { crash: error instanceof Error ? error.message : String(error) };
  }
}
