import { once } from 'node:events';
import { connect } from 'node:net';
import type { Measurable } from '../lib/measurable.ts';
import { percentile } from '../lib/numbers.ts';
import { SMALL_TAIL_BYTES } from './small-seeks.ts';

export interface FirstByteResult {
  p50Microseconds: number;
  p99Microseconds: number;
}

/** The first requests on a connection also open those to application and storage. */
const WARM_UP = 20;

/** One small seek after the other on one connection; from the request written to the first byte. */
export async function measureFirstByte(
  target: Measurable,
  { sampleSize, count }: { sampleSize: number; count: number },
): Promise<FirstByteResult> {
  const socket = connect({ port: target.port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  const start = sampleSize - SMALL_TAIL_BYTES;
  const address = `${target.folder}sample.flv?start=${start}`;
  const request = Buffer.from(`GET ${address} HTTP/1.1\r\nHost: bench\r\n\r\n`);
  const times: number[] = [];

  let sentAt = 0;
  let received = Buffer.alloc(0);
  const done = new Promise<void>((resolve, reject) => {
    socket.on('data', (bytes) => {
      if (received.length === 0) times.push((performance.now() - sentAt) * 1000);
      received = received.length === 0 ? bytes : Buffer.concat([received, bytes]);
      if (!isWhole(received)) return;
      received = Buffer.alloc(0);
      if (times.length < count + WARM_UP) send();
      else resolve();
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`${target.name} closed the connection`)));
  });
  const send = () => {
    sentAt = performance.now();
    socket.write(request);
  };
  send();
  await done;
  socket.removeAllListeners('close');
  socket.destroy();

  const counted = times.slice(WARM_UP);
  return {
    p50Microseconds: percentile(counted, 0.5),
    p99Microseconds: percentile(counted, 0.99),
  };
}

function isWhole(bytes: Buffer): boolean {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(bytes.toString('latin1', 0, headEnd))?.[1];
  return bytes.length >= headEnd + 4 + Number(length);
}
