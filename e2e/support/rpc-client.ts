import { once } from 'node:events';
import { WebSocket } from 'ws';
import {
  type OperationInput,
  type OperationName,
  type OperationOutput,
  operations,
} from '../../app/contract/operations.ts';
import { rpcResponse } from '../../app/contract/rpc.ts';

/** Speaks to the workbench beside the page, as the page does. */
export interface RpcClient {
  run<N extends OperationName>(name: N, input: OperationInput<N>): Promise<OperationOutput<N>>;
  close(): void;
}

export async function connectRpc(consoleUrl: string): Promise<RpcClient> {
  const { origin } = new URL(consoleUrl);
  const socket = new WebSocket(new URL('rpc', consoleUrl.replace(/^http/, 'ws')), { origin });
  await once(socket, 'open');
  let lastId = 0;

  return {
    run(name, input) {
      lastId += 1;
      const id = lastId;
      const answered = new Promise<unknown>((resolve, reject) => {
        socket.on('message', function take(data) {
          const message = rpcResponse.safeParse(JSON.parse(String(data)));
          if (!message.success || message.data.id !== id) return;
          socket.off('message', take);
          if (message.data.ok) resolve(message.data.data);
          else reject(new Error(`${name}: ${message.data.error.message}`));
        });
      });
      socket.send(JSON.stringify({ id, operation: name, input }));
      return answered.then((data) => operations[name].output.parse(data) as never);
    },
    close() {
      socket.terminate();
    },
  };
}
