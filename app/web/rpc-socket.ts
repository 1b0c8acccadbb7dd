import type { WebSocket } from 'ws';
import { describeError } from '../contract/errors.ts';
import { type RpcResponse, rpcRequest } from '../contract/rpc.ts';
import type { Workbench } from '../core/workbench.ts';
import { sendLogNews } from './log-news.ts';
import { createOutbox, type Outbox } from './outbox.ts';

/**
 * More requests at once than any page makes: reading stops until some are answered, and the
 * answers are taken.
 */
const MAX_RUNNING = 64;

/** Speaks the console's protocol (`app/contract/rpc.ts`) on one WebSocket until it closes. */
export function serveRpcSocket(socket: WebSocket, workbench: Workbench): void {
  const outbox = createOutbox(socket);
  const stopLogNews = sendLogNews(workbench.log, outbox);
  const unsubscribe = workbench.subscribe((event) => outbox.putNews(event.event, () => event));
  const requests = createRunningRequests(workbench, outbox);
  socket.on('close', () => {
    unsubscribe();
    stopLogNews();
    outbox.close();
    requests.close();
  });
  // A broken connection closes too; there is nobody left to tell.
  socket.on('error', () => socket.terminate());

  let running = 0;
  socket.on('message', async (data, isBinary) => {
    running += 1;
    if (running >= MAX_RUNNING) socket.pause();
    await requests.take(isBinary ? '' : data.toString());
    running -= 1;
    if (socket.isPaused && running < MAX_RUNNING) socket.resume();
  });
}

/** The requests of one socket, so that each can be cancelled. */
function createRunningRequests(workbench: Workbench, outbox: Outbox) {
  const running = new Map<number, AbortController>();
  const leaving = new AbortController();

  const run = async (id: number, name: string, input: unknown): Promise<RpcResponse> => {
    const cancelling = new AbortController();
    running.set(id, cancelling);
    const key = `progress ${id} `;
    const result = await workbench.run(name, input, {
      signal: cancelling.signal,
      caller: leaving.signal,
      // What a request tells is of one kind or another; the newest of each counts.
      onProgress: (data) => outbox.putNews(`${key}${kindOf(data)}`, () => ({ progress: id, data })),
    });
    outbox.dropNews(key);
    if (running.get(id) === cancelling) running.delete(id);
    return { id, ...result };
  };

  return {
    /** Takes a message of the page; resolves when all has been done about it. */
    async take(text: string): Promise<void> {
      const request = rpcRequest.safeParse(parseJson(text));
      if (!request.success) return outbox.answer('message', notUnderstood());
      if ('cancel' in request.data) return running.get(request.data.cancel)?.abort();
      const { id, operation, input } = request.data;
      return outbox.answer(operation, await run(id, operation, input));
    },
    close(): void {
      leaving.abort();
      for (const cancelling of running.values()) cancelling.abort();
    },
  };
}

function notUnderstood(): RpcResponse {
  const detail = 'a message must be JSON text with id, operation and input';
  return {
    id: null,
    ok: false,
    error: describeError('input_invalid', { name: 'message', detail }),
  };
}

const kindOf = (data: unknown) =>
  typeof data === 'object' && data !== null && 'kind' in data ? String(data.kind) : '';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema refuses undefined and says what was expected.
    return undefined;
  }
}
