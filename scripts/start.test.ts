import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { buildIfNeeded } from './lib/build.mjs';
import { projectDir } from './lib/project.mjs';

const workDir = mkdtempSync(join(tmpdir(), 'seeklab-start-'));
const dataDir = join(workDir, 'data');
const running: ChildProcess[] = [];

beforeAll(() => buildIfNeeded(), 60_000);
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(workDir, { recursive: true, force: true }));

/** A machine without display and without Electron, but for what `env` says. */
function start(command: string, args: string[], env: NodeJS.ProcessEnv = {}) {
  const { DISPLAY, WAYLAND_DISPLAY, ELECTRON_OVERRIDE_DIST_PATH, ...bare } = process.env;
  const child = spawn(command, args, {
    cwd: projectDir,
    env: { ...bare, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  const lines = createInterface({ input: child.stdout });
  const errors = text(child.stderr);
  return { child, lines, errors, ended: once(child, 'exit') };
}

const node = (script: string, args: string[], env?: NodeJS.ProcessEnv) =>
  start(process.execPath, [join('scripts', script), ...args], env);

async function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const isOpen = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isOpen;
}

const serveArgs = ['serve', '--json', '--data-dir', dataDir];

describe('npm run seeklab', () => {
  test('standard output belongs to the command; SIGTERM ends it and its ports', async () => {
    const { child, lines, ended } = node('seeklab.mjs', serveArgs);
    const [line] = await once(lines, 'line');
    const { event, reproxyUrl, consoleUrl } = JSON.parse(line);
    expect(event).toBe('listening');
    expect(await isListening(reproxyUrl)).toBe(true);
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(await isListening(reproxyUrl)).toBe(false);
    expect(await isListening(consoleUrl)).toBe(false);
  });

  test('the exit code is the command’s', async () => {
    const { ended, errors } = node('seeklab.mjs', ['nonsense']);
    expect(await ended).toEqual([2, null]);
    expect(await errors).toContain('There is no command "nonsense"');
  });

  test('it ends with the npm that started it', async () => {
    const { child, lines } = start('npm', ['run', '--silent', 'seeklab', '--', ...serveArgs]);
    const [line] = await once(lines, 'line');
    const { reproxyUrl } = JSON.parse(line);
    child.kill('SIGTERM');
    await vi.waitFor(async () => expect(await isListening(reproxyUrl)).toBe(false), 60_000);
  });
});

describe('npm start', () => {
  /** In Electron's place: a program that says how it was started, and ends as it is told. */
  function fakeElectron(script: string): NodeJS.ProcessEnv {
    const dir = mkdtempSync(join(workDir, 'electron-'));
    const file = join(dir, 'electron');
    writeFileSync(file, `#!${process.execPath}\n${script}`);
    chmodSync(file, 0o755);
    return { ELECTRON_OVERRIDE_DIST_PATH: dir };
  }

  const webArgs = ['--data-dir', dataDir];

  test('without a display: says why, and runs the console', async () => {
    const { child, lines, errors, ended } = node('start.mjs', webArgs);
    const [line] = await once(lines, 'line');
    expect(line).toMatch(/^Console {2}http:\/\/127\.0\.0\.1:\d+\/[\w-]+\/$/);
    child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    expect(await errors).toMatch(/No window: there is no display/);
  });

  test('starts Electron with the app and the arguments; the exit code is its own', async () => {
    const env = fakeElectron('console.log(JSON.stringify(process.argv.slice(2))); process.exit(7)');
    const { lines, ended } = node('start.mjs', ['--media', 'clips'], env);
    const [line] = await once(lines, 'line');
    const [app, ...rest] = JSON.parse(line);
    expect(join(app, 'package.json')).toBe(join(projectDir, 'package.json'));
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    expect(rest).toEqual([...sandbox, '--media', 'clips']);
    expect(await ended).toEqual([7, null]);
  });

  test('passes SIGTERM on and waits', async () => {
    const env = fakeElectron(`
      process.on('SIGTERM', () => { console.log('told to end'); clearInterval(timer); });
      const timer = setInterval(() => {}, 1000);
      console.log('ready');
    `);
    const { child, lines, ended } = node('start.mjs', [], env);
    const said: string[] = [];
    lines.on('line', (line) => said.push(line));
    await once(lines, 'line');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(said).toEqual(['ready', 'told to end']);
  });

  test.each([
    ['a library is missing', 'process.exit(127)', 'a shared library is missing'],
    ['it crashes', "process.kill(process.pid, 'SIGSEGV')", 'it ended by SIGSEGV'],
  ])('Electron cannot run, %s: says so, and runs the console', async (_name, script, reason) => {
    const { child, lines, errors, ended } = node('start.mjs', webArgs, fakeElectron(script));
    const [line] = await once(lines, 'line');
    expect(line).toMatch(/^Console {2}http/);
    child.kill('SIGINT');
    await ended;
    expect(await errors).toContain(`Electron could not run: ${reason}`);
  });

  test('a folder without Electron: says so, and runs the console', async () => {
    const env = { ELECTRON_OVERRIDE_DIST_PATH: workDir };
    const { child, lines, errors, ended } = node('start.mjs', webArgs, env);
    await once(lines, 'line');
    child.kill('SIGINT');
    await ended;
    expect(await errors).toContain(`there is no Electron at ${join(workDir, 'electron')}`);
  });
});
