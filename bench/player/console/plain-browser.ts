/**
 * A Chromium driven by as little as possible. Playwright switches on DevTools' network domain, and
 * what that costs each byte of a body would be measured as the page's own; here only Page, Runtime
 * and Input are spoken to, which do nothing until they are asked.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { chromiumSwitches, findBrowser } from '../../../scripts/lib/find-browser.mjs';

/** As large as the product's own window is at first. */
const WINDOW_SIZE = '1600,1000';
/** A whole round of seeks is one question. */
const ANSWER_LIMIT_MS = 600_000;

export interface PlainBrowser {
  /** Opens a page; the script runs in it before its own. */
  open(url: string, script?: string): Promise<PlainPage>;
  close(): Promise<void>;
}

export interface PlainPage {
  /** Runs an expression in the page and waits for its value, as JSON can hold it. */
  evaluate<T>(expression: string): Promise<T>;
  /** Types into what has the focus. */
  type(text: string): Promise<void>;
  /** Presses a key, as a keyboard does. */
  press(key: Key, isRepeat?: boolean): Promise<void>;
  /** Moves the mouse, its left button down or not; `down` and `up` change that. */
  mouse(what: 'move' | 'down' | 'up', place: Place, isHeld?: boolean): Promise<void>;
  close(): Promise<void>;
}

/** In the window, px. */
export interface Place {
  x: number;
  y: number;
}

const mouseEvents = { move: 'mouseMoved', down: 'mousePressed', up: 'mouseReleased' } as const;

/** As DevTools describes keys. */
export interface Key {
  key: string;
  code: string;
  windowsVirtualKeyCode: number;
  /** What it writes, if anything. */
  text?: string;
  /** Alt 1, Ctrl 2, Meta 4, Shift 8. */
  modifiers?: number;
}

/**
 * @param redirect connections to the first port of 127.0.0.1 go to the second one
 */
export async function launchPlainBrowser(redirect?: {
  from: number;
  to: number;
}): Promise<PlainBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'seeklab-bench-profile-'));
  const program = findBrowser();
  if (program === undefined) throw new Error('no Chromium');
  const child = spawn(
    program,
    [
      ...chromiumSwitches(),
      '--headless=new',
      // Chromium ends when this process does, however that ends: then the pipe is closed.
      '--remote-debugging-pipe',
      `--user-data-dir=${profile}`,
      `--window-size=${WINDOW_SIZE}`,
      ...(redirect
        ? [`--host-resolver-rules=MAP 127.0.0.1:${redirect.from} 127.0.0.1:${redirect.to}`]
        : []),
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const devTools = talkTo(child);
  return {
    open: (url, script) => openPage(devTools, url, script),
    close: async () => {
      const ended = once(child, 'exit');
      await devTools.send('Browser.close');
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function openPage(devTools: DevTools, url: string, script?: string): Promise<PlainPage> {
  const { targetId } = await devTools.send<{ targetId: string }>('Target.createTarget', {
    url: 'about:blank',
  });
  const { sessionId } = await devTools.send<{ sessionId: string }>('Target.attachToTarget', {
    targetId,
    flatten: true,
  });
  const send = <T>(method: string, params = {}) => devTools.send<T>(method, params, sessionId);
  if (script !== undefined) {
    await send('Page.enable');
    await send('Page.addScriptToEvaluateOnNewDocument', { source: script });
  }
  await send('Page.navigate', { url });
  return {
    async evaluate<T>(expression: string): Promise<T> {
      const { result, exceptionDetails } = await send<Evaluated<T>>('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails) {
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      }
      return result.value;
    },
    type: (text) => send('Input.insertText', { text }),
    async press({ text, ...key }, isRepeat = false) {
      const typed = text === undefined ? {} : { text };
      const type = text === undefined ? 'rawKeyDown' : 'keyDown';
      await send('Input.dispatchKeyEvent', { type, autoRepeat: isRepeat, ...key, ...typed });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
    },
    mouse(what, place, isHeld = what === 'down') {
      const button = what === 'move' && !isHeld ? {} : { button: 'left', clickCount: 1 };
      const buttons = isHeld ? 1 : 0;
      const event = { type: mouseEvents[what], ...place, ...button, buttons };
      return send('Input.dispatchMouseEvent', event);
    },
    close: () => devTools.send('Target.closeTarget', { targetId }),
  };
}

interface Evaluated<T> {
  result: { value: T };
  exceptionDetails?: { text: string; exception?: { description?: string } };
}

interface DevTools {
  send<T = void>(method: string, params?: object, sessionId?: string): Promise<T>;
}

/** Messages go through a pipe, each with a null byte behind it. */
function talkTo(child: ChildProcess): DevTools {
  const [, , , input, output] = child.stdio;
  if (!(input instanceof Writable && output instanceof Readable)) throw new Error('no pipe');
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  let rest: Buffer[] = [];
  output.on('data', (chunk: Buffer) => {
    let from = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
      const message = Buffer.concat([...rest, chunk.subarray(from, end)]);
      from = end + 1;
      rest = [];
      const answer = JSON.parse(message.toString()) as Answer;
      if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
    }
    rest.push(chunk.subarray(from));
  });
  const giveUp = () => {
    for (const tell of waiting.values()) tell({ error: { message: 'Chromium has ended' } });
  };
  child.on('exit', giveUp);
  // Chromium has ended: those who wait are told above.
  input.on('error', giveUp);
  return {
    send<T>(method: string, params: object = {}, sessionId?: string) {
      last += 1;
      const id = last;
      return new Promise<T>((resolve, reject) => {
        const limit = setTimeout(() => reject(new Error(`${method}: no answer`)), ANSWER_LIMIT_MS);
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id);
          clearTimeout(limit);
          if (error) reject(new Error(`${method}: ${error.message}`));
          else resolve(result as T);
        });
        input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      });
    },
  };
}

interface Answer {
  id?: number;
  result?: unknown;
  error?: { message: string };
}
