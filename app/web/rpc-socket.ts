import type { WebSocket } from 'ws';
import { describeError } from '../contract/errors.ts';
import type { Exchange } from '../contract/exchange.ts';
import { type RpcEvent, type RpcResponse, rpcRequest } from '../contract/rpc.ts';
import type { Workbench } from '../core/workbench.ts';

/** Exchanges are sent once per frame of a 60 Hz screen, the newest state of each. */
const FRAME_MS = 16;
/** No events while so many bytes wait for a slow page. */
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;
/** More requests at once than any page makes: reading stops until some are answered. */
const MAX_RUNNING = 64;
const MAX_PENDING_EXCHANGES = 2000;

/** Speaks the console's protocol (`app/contract/rpc.ts`) on one WebSocket until it closes. */
export function serveRpcSocket(socket: WebSocket, workbench: Workbench): void {
  const exchanges = createExchangeBatch(socket);
  const unsubscribe = workbench.subscribe((event) => {
    if (event.event === 'exchanges') exchanges.add(event.data);
    else sendEvent(socket, event);
  });
  const requests = createRunningRequests(workbench);
  socket.on('close', () => {
    unsubscribe();
    exchanges.close();
    requests.cancelAll();
  });
  // A broken connection closes too; there is nobody left to tell.
  socket.on('error', () => socket.terminate());

  let running = 0;
  socket.on('message', async (data, isBinary) => {
    running += 1;
    if (running >= MAX_RUNNING) socket.pause();
    const response = await requests.answer(isBinary ? '' : data.toString());
    if (response && socket.readyState === socket.OPEN) socket.send(JSON.stringify(response));
    running -= 1;
    if (socket.isPaused && running < MAX_RUNNING) socket.resume();
  });
}

/** The requests of one socket, so that each can be cancelled. */
function createRunningRequests(workbench: Workbench) {
  const running = new Map<number, AbortController>();

  const run = async (id: number, operation: string, input: unknown): Promise<RpcResponse> => {
    const cancelling = new AbortController();
    running.set(id, cancelling);
    const result = await workbench.run(operation, input, cancelling.signal);
    if (running.get(id) === cancelling) running.delete(id);
    return { id, ...result };
  };

  return {
    /** @returns null for a message that has no answer */
    async answer(text: string): Promise<RpcResponse | null> {
      const request = rpcRequest.safeParse(parseJson(text));
      if (!request.success) {
        const detail = 'a message must be JSON text with id, operation and input';
        return {
          id: null,
          ok: false,
          error: describeError('input_invalid', { name: 'message', detail }),
        };
      }
      if ('cancel' in request.data) {
        running.get(request.data.cancel)?.abort();
        return null;
      }
      const { id, operation, input } = request.data;
      return run(id, operation, input);
    },
    cancelAll(): void {
      for (const cancelling of running.values()) cancelling.abort();
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema refuses undefined and says what was expected.
    return undefined;
  }
}

function sendEvent(socket: WebSocket, event: RpcEvent): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(event));
}

/** Collects changed exchanges and sends the newest state of each, at most once per frame. */
function createExchangeBatch(socket: WebSocket) {
  const pending = new Map<string, Exchange>();
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    timer = undefined;
    if (socket.bufferedAmount > MAX_BUFFERED_BYTES) {
      timer = setTimeout(flush, FRAME_MS);
      return;
    }
    sendEvent(socket, { event: 'exchanges', data: [...pending.values()] });
    pending.clear();
  }

  return {
    add(exchanges: readonly Exchange[]): void {
      for (const exchange of exchanges) pending.set(exchange.id, exchange);
      for (const id of pending.keys()) {
        if (pending.size <= MAX_PENDING_EXCHANGES) break;
        pending.delete(id);
      }
      timer ??= setTimeout(flush, FRAME_MS);
    },
    close(): void {
      clearTimeout(timer);
    },
  };
}
