import { type ServerResponse, validateHeaderValue } from 'node:http';
import type { Socket } from 'node:net';
import type { FaultRule } from '../../faults/fault-rule.ts';
import { pause } from '../pause.ts';
import { waitAsAsked } from './latency.ts';

/** Where the video is, and the byte to start at, as it was given; null: none was. */
export interface Instructions {
  urls: readonly string[];
  start: string | null;
}

/** How much later the second of two starts is. */
const SECOND_START_BYTES = 1000;
const GARBAGE = Buffer.from('\x16\x03\x01 this is no HTTP \x00\xff\xfe\r\n\r\n', 'latin1');

/** Sends the application's answer, with what is to be wrong with it. */
export async function sendInstructions(
  response: ServerResponse,
  socket: Socket,
  instructions: Instructions,
  rules: readonly FaultRule[],
): Promise<void> {
  await waitAsAsked(rules, socket);
  const fields = fieldsOf(instructions, rules);
  const slow = rules.find(({ name }) => name === 'slow');
  if (rules.some(({ name }) => name === 'garbage')) socket.end(GARBAGE);
  else if (slow) await sendSlowly(socket, fields, (slow.amount ?? 0) * 1000);
  else response.writeHead(200, fields.flat()).end();
}

function fieldsOf(
  { urls, start }: Instructions,
  rules: readonly FaultRule[],
): [name: string, value: string][] {
  const has = (name: string) => rules.some((rule) => rule.name === name);
  const second = String(Number(start) + SECOND_START_BYTES);
  const starts = has('two-starts') ? [start ?? '0', second] : start === null ? [] : [start];
  return [
    ['Content-Type', 'video/x-flv'],
    ['Content-Length', '0'],
    ...(has('no-headers')
      ? []
      : ([
          ['X-REPROXY-URL', urls.join(' ')],
          ...starts.map((value) => ['X-REPROXY-FLV-START', value]),
        ] as [string, string][])),
  ];
}

/** Byte after byte, past Node's own writing of heads, and ends the connection. */
async function sendSlowly(
  socket: Socket,
  fields: readonly (readonly [string, string])[],
  bytesPerSecond: number,
): Promise<void> {
  // A tracker chose the addresses.
  for (const [name, value] of fields) validateHeaderValue(name, value);
  const lines = [...fields, ['Connection', 'close']].map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const head = Buffer.from(`HTTP/1.1 200 OK\r\n${lines.join('')}\r\n`, 'latin1');
  const sinceMs = performance.now();
  // As many as are due within a tenth of a second.
  const step = Math.max(1, Math.ceil(bytesPerSecond / 10));
  for (let sent = 0; sent < head.length && !socket.destroyed; sent += step) {
    await pause(sinceMs + (sent / bytesPerSecond) * 1000 - performance.now(), socket);
    if (!socket.destroyed) socket.write(head.subarray(sent, sent + step));
  }
  socket.end();
}
