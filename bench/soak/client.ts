import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { SeekPlan } from './plans.ts';

const PREFIX = Buffer.from('464c5601010000000900000009', 'hex');

/** How one request went. */
export interface SeekResult {
  status: number;
  contentLength: number;
  /** Body bytes that came. */
  received: number;
  /** Every byte of the body that came is the byte that belongs there. */
  isRight: boolean;
  end: 'whole' | 'cut' | 'aborted';
}

/** A client that holds one connection and opens a new one whenever that has gone. */
export interface SoakClient {
  seek(plan: SeekPlan): Promise<SeekResult>;
  close(): void;
}

/** @param content what storage holds, to compare every byte with */
export function createSoakClient(port: number, content: Buffer): SoakClient {
  let socket: Socket | null = null;

  return {
    async seek(plan) {
      // The reproxy may close an idle connection whenever it likes.
      if (socket === null || socket.destroyed) socket = await openSocket(port);
      const result = await readAnswer(socket, plan, content);
      if (result.end !== 'whole') {
        socket.destroy();
        socket = null;
      }
      return result;
    },
    close: () => socket?.destroy(),
  };
}

async function openSocket(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  // An error is always followed by a close, which is what counts.
  socket.on('error', () => {});
  return socket;
}

function readAnswer(socket: Socket, plan: SeekPlan, content: Buffer): Promise<SeekResult> {
  const query = [
    `start=${plan.start}`,
    ...plan.urls.map((url) => `url=${encodeURIComponent(url)}`),
  ];
  const reader = createReader(plan, content);
  return new Promise((resolve) => {
    const finish = (end: SeekResult['end']) => {
      socket.off('data', onData).off('close', onClose);
      resolve({ ...reader.result(), end });
    };
    const onData = (bytes: Buffer) => {
      reader.take(bytes);
      if (reader.isWhole()) finish('whole');
      else if (plan.abortAfter !== null && reader.result().received >= plan.abortAfter) {
        finish('aborted');
      }
    };
    const onClose = () => finish('cut');
    socket.on('data', onData).on('close', onClose);
    socket.write(`${plan.method} /v/soak.flv?${query.join('&')} HTTP/1.1\r\nHost: soak\r\n\r\n`);
  });
}

function createReader(plan: SeekPlan, content: Buffer) {
  let head = Buffer.alloc(0);
  let status = 0;
  let contentLength = 0;
  let received = 0;
  let isRight = true;

  /** The body of a 200 is the prefix and the content from `start` on; of errors, any text. */
  function check(bytes: Buffer): void {
    if (status === 200) {
      const inPrefix = Math.max(0, Math.min(PREFIX.length - received, bytes.length));
      const wantedPrefix = PREFIX.subarray(received, received + inPrefix);
      const from = plan.start + received + inPrefix - PREFIX.length;
      const wanted = content.subarray(from, from + bytes.length - inPrefix);
      isRight &&=
        wantedPrefix.equals(bytes.subarray(0, inPrefix)) && wanted.equals(bytes.subarray(inPrefix));
    }
    received += bytes.length;
  }

  return {
    take(bytes: Buffer): void {
      if (status !== 0) {
        check(bytes);
        return;
      }
      head = Buffer.concat([head, bytes]);
      const headEnd = head.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const text = head.toString('latin1', 0, headEnd);
      status = Number(text.slice(9, 12));
      contentLength = Number(/\r\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? Number.NaN);
      check(head.subarray(headEnd + 4));
    },
    isWhole: () => status !== 0 && (plan.method === 'HEAD' || received >= contentLength),
    result: () => ({ status, contentLength, received, isRight }),
  };
}
