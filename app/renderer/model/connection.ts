import { CodedError } from '../../contract/errors.ts';
import {
  type OperationInput,
  type OperationName,
  type OperationOutput,
  type OperationProgress,
  operations,
} from '../../contract/operations.ts';
import {
  type RpcEvent,
  type RpcResponse,
  rpcEvent,
  rpcProgress,
  rpcResponse,
} from '../../contract/rpc.ts';

/** The socket to the workbench, as the page sees it. */
export type ConnectionState =
  | { phase: 'connecting' }
  | { phase: 'open' }
  | { phase: 'lost'; attempts: number; retryAtEpochMs: number };

export interface ConnectionOptions {
  openSocket: () => WebSocket;
  onState: (state: ConnectionState) => void;
  onEvent: (event: RpcEvent) => void;
}

/** How to wait for an answer. */
export interface CallWaiting<N extends OperationName> {
  /** The answer is not wanted any more: the workbench need not go on. */
  signal?: AbortSignal;
  /** What is known meanwhile. */
  onProgress?: (progress: OperationProgress<N>) => void;
}

export interface Connection {
  /**
   * Asks the workbench for one operation.
   * @throws CodedError with the workbench's coded error, `request_cancelled` or
   *   `connection_lost`
   */
  call<N extends OperationName>(
    name: N,
    input: OperationInput<N>,
    waiting?: CallWaiting<N>,
  ): Promise<OperationOutput<N>>;
  /** Connects now instead of at the next attempt. */
  retry(): void;
  close(): void;
}

const retryDelaysMs = [250, 500, 1000, 2000, 4000];

interface Waiting {
  name: OperationName;
  onProgress: ((progress: never) => void) | undefined;
  resolve: (data: unknown) => void;
  reject: (error: CodedError) => void;
}

/** Keeps one socket to the workbench open, and opens a new one when it breaks. */
export function createConnection(options: ConnectionOptions): Connection {
  const waiting = new Map<number, Waiting>();
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let nextId = 1;
  let attempts = 0;
  let isClosed = false;

  function connect(): void {
    clearTimeout(timer);
    const current = options.openSocket();
    socket = current;
    if (attempts === 0) options.onState({ phase: 'connecting' });
    current.addEventListener('open', () => {
      attempts = 0;
      options.onState({ phase: 'open' });
    });
    current.addEventListener('message', ({ data }) => receive(String(data)));
    // An 'error' is always followed by 'close', and says nothing more.
    current.addEventListener('close', () => {
      if (socket === current) lose();
    });
  }

  function lose(): void {
    socket = null;
    for (const { reject } of waiting.values()) {
      reject(new CodedError('connection_lost'));
    }
    waiting.clear();
    if (isClosed) return;
    const delayMs = retryDelaysMs[Math.min(attempts, retryDelaysMs.length - 1)] ?? 0;
    attempts += 1;
    options.onState({ phase: 'lost', attempts, retryAtEpochMs: Date.now() + delayMs });
    timer = setTimeout(connect, delayMs);
  }

  /** By the field that each kind has: trying all schemas in turn takes time from the picture. */
  function receive(text: string): void {
    const json: unknown = JSON.parse(text);
    if (typeof json !== 'object' || json === null) return;
    if ('event' in json) {
      const event = rpcEvent.safeParse(json);
      // A newer program may send events that this page does not know: they are not for it.
      if (event.success) options.onEvent(event.data);
    } else if ('progress' in json) {
      const progress = rpcProgress.safeParse(json);
      if (progress.success) tellProgress(progress.data.progress, progress.data.data);
    } else {
      const response = rpcResponse.safeParse(json);
      if (response.success) settle(response.data);
    }
  }

  function tellProgress(id: number, data: unknown): void {
    const request = waiting.get(id);
    if (request?.onProgress === undefined) return;
    const operation = operations[request.name];
    const progress = 'progress' in operation ? operation.progress.safeParse(data) : null;
    // As with events: what this page does not know is not for it.
    if (progress?.success) request.onProgress(progress.data as never);
  }

  function cancel(id: number): void {
    if (waiting.has(id) && socket?.readyState === 1) socket.send(JSON.stringify({ cancel: id }));
  }

  function settle(response: RpcResponse): void {
    const request = response.id === null ? undefined : waiting.get(response.id);
    if (request === undefined || response.id === null) return;
    waiting.delete(response.id);
    if (!response.ok) {
      request.reject(new CodedError(response.error));
      return;
    }
    const output = operations[request.name].output.safeParse(response.data);
    if (output.success) {
      request.resolve(output.data);
      return;
    }
    const [issue] = output.error.issues;
    const place = `${issue?.path.join('.')}: ${issue?.message}`;
    const detail = `the answer of ${request.name} is not what this page expects (${place})`;
    request.reject(new CodedError('internal', { detail }, { cause: output.error }));
  }

  connect();
  return {
    call: (name, input, { signal, onProgress } = {}) =>
      new Promise((resolve, reject) => {
        if (socket?.readyState !== 1) {
          return reject(new CodedError('connection_lost'));
        }
        const id = nextId++;
        // The output was parsed with the schema of this very operation.
        waiting.set(id, { name, onProgress, resolve: resolve as (data: unknown) => void, reject });
        socket.send(JSON.stringify({ id, operation: name, input }));
        signal?.addEventListener('abort', () => cancel(id), { once: true });
      }),
    retry() {
      if (socket === null && !isClosed) connect();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
}
