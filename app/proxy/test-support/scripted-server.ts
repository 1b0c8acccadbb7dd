import net, { type Socket } from 'node:net';

/** A request as a scripted server got it: the raw head, and the socket to answer on. */
export interface ScriptedRequest {
  readonly head: string;
  readonly method: string;
  readonly target: string;
  readonly socket: Socket;
  header(name: string): string | undefined;
}

const MAX_HEAD_LENGTH = 100_000;

export type Script = (request: ScriptedRequest) => void;

export interface ScriptedServer {
  readonly port: number;
  readonly url: string;
  /** All requests so far, in order of arrival. */
  readonly requests: readonly ScriptedRequest[];
  /** Sockets that are open now. */
  readonly sockets: ReadonlySet<Socket>;
  /** Every connection so far. */
  readonly connectionCount: number;
  /** What to do with requests from now on. */
  script: Script;
  /** Resolves with the n-th request (from 1), now or when it comes. */
  request(n: number): Promise<ScriptedRequest>;
  close(): Promise<void>;
}

/** A real server on a free port whose every byte the test decides. Request bodies stay on the socket. */
export async function createScriptedServer(script: Script): Promise<ScriptedServer> {
  const requests: ScriptedRequest[] = [];
  const sockets = new Set<Socket>();
  const waiters = new Set<() => void>();
  let connectionCount = 0;

  const server = net.createServer({ noDelay: true }, (socket) => {
    connectionCount += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A broken connection is what many tests are about.
    socket.on('error', () => {});
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        const head = text.slice(0, end + 4);
        text = text.slice(end + 4);
        const request = toRequest(head, socket);
        requests.push(request);
        for (const wake of waiters) wake();
        scripted.script(request);
      }
      // A body is not looked through: only a blank line that straddles two reads must be seen.
      text = text.slice(-MAX_HEAD_LENGTH);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;

  const scripted: ScriptedServer = {
    port,
    url: `http://127.0.0.1:${port}`,
    requests,
    sockets,
    get connectionCount() {
      return connectionCount;
    },
    script,
    request(n) {
      return new Promise((resolve) => {
        const look = () => {
          const request = requests[n - 1];
          if (request === undefined) return;
          waiters.delete(look);
          resolve(request);
        };
        waiters.add(look);
        look();
      });
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return scripted;
}

function toRequest(head: string, socket: Socket): ScriptedRequest {
  const [method = '', target = ''] = head.split(' ', 2);
  return {
    head,
    method,
    target,
    socket,
    header: (name) => new RegExp(`^${name}: *(.*)\r$`, 'im').exec(head)?.[1],
  };
}
