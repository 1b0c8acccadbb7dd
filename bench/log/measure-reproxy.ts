import { Agent, request } from 'node:http';
import { Worker } from 'node:worker_threads';
import { percentile } from '../lib/numbers.ts';
import type { FullSeeklab } from './start-full-seeklab.ts';

const SEEKS = 2000;

/** Milliseconds from request to first byte, one client, while nobody reads the log and while two pages do. */
export interface ReproxyFigures {
  alone: { p50: number; p99: number };
  whilePagesAsk: { p50: number; p99: number };
  /** Pages of 100 rows answered to both meanwhile, per second. */
  pagesPerSecond: number;
}

export async function measureReproxy(seeklab: FullSeeklab): Promise<ReproxyFigures> {
  await firstBytes(seeklab.reproxyPort);
  const alone = await firstBytes(seeklab.reproxyPort);
  const readers = [await startReader(seeklab), await startReader(seeklab)];
  const sinceMs = performance.now();
  const whilePagesAsk = await firstBytes(seeklab.reproxyPort);
  const seconds = (performance.now() - sinceMs) / 1000;
  const pages = await Promise.all(readers.map((reader) => reader.end()));
  const pagesPerSecond = pages.reduce((sum, count) => sum + count, 0) / seconds;
  return { alone, whilePagesAsk, pagesPerSecond };
}

async function firstBytes(port: number): Promise<{ p50: number; p99: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  for (let n = 0; n < SEEKS; n++) {
    times.push(await firstByte(port, agent, 1_464_000 + (n % 100)));
  }
  agent.destroy();
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

function firstByte(port: number, agent: Agent, start: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const sinceMs = performance.now();
    const path = `/v/sample.flv?start=${start}`;
    const sent = request({ host: '127.0.0.1', port, path, agent }, (response) => {
      let ms = Number.NaN;
      response.once('data', () => {
        ms = performance.now() - sinceMs;
      });
      response.on('end', () => resolve(ms));
    });
    sent.on('error', reject).end();
  });
}

/** A page that reads the log without a pause, on a thread of its own. */
async function startReader({ consoleUrl }: FullSeeklab): Promise<{ end(): Promise<number> }> {
  const worker = new Worker(READER, { eval: true, workerData: { consoleUrl } });
  await new Promise((resolve) => worker.once('message', resolve));
  return {
    end: () =>
      new Promise((resolve) => {
        worker.once('message', (pages: number) => {
          void worker.terminate();
          resolve(pages);
        });
        worker.postMessage('end');
      }),
  };
}

/** Node's own WebSocket is not there in Node 20: `ws` is. */
const READER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { WebSocket } = require('ws');
  const url = new URL('rpc', workerData.consoleUrl);
  const socket = new WebSocket(url.href.replace('http', 'ws'), { origin: url.origin });
  let pages = 0;
  const ask = () => socket.send(JSON.stringify({
    id: pages + 1,
    operation: 'log.page',
    input: { filter: 'all', from: Math.floor(Math.random() * 90000), count: 100 },
  }));
  socket.on('open', () => { parentPort.postMessage('open'); ask(); });
  socket.on('message', (text) => {
    if (!String(text).startsWith('{"id"')) return;
    pages += 1;
    ask();
  });
  parentPort.on('message', () => parentPort.postMessage(pages));
`;
