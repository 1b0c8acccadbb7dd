import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Pace } from '../../contract/system.ts';
import type { FaultRule, FaultyPart } from '../../faults/fault-rule.ts';
import { pause } from '../pause.ts';
import { sendFile } from '../send-file.ts';
import type { StoredFile } from '../stored-file.ts';
import { type PartAnswer, withFaults } from './part-answer.ts';

/** What is sent, and what is wrong with it. */
interface FaultyFile {
  handle: Pick<StoredFile['handle'], 'read'>;
  part: FaultyPart;
  pace: Pace | null;
  rules: readonly FaultRule[];
}

/**
 * Sends a part of a file with its faults; settles when all of it is handed over, or the client is gone.
 * @param response its status and fields are those of the honest answer
 */
export async function sendPart(
  { method, socket }: IncomingMessage,
  response: ServerResponse,
  { handle, part: wanted, pace: wantedPace, rules }: FaultyFile,
): Promise<void> {
  const answer = withFaults(
    {
      ...{ fields: takeFields(response), part: wanted, pace: wantedPace },
      ...{ ending: 'whole', surplusBytes: 0, flippedByte: null, isPacked: false },
    },
    rules,
  );
  const { fields, part, pace, ending, flippedByte } = answer;
  // Without a length the end of the connection is that of the body, and it is not chunked.
  if (ending !== 'whole' && !fields['Content-Length']) response.useChunkedEncodingByDefault = false;
  response.writeHead(response.statusCode, fields);
  if (method === 'HEAD') {
    response.end();
    return;
  }
  response.flushHeaders();
  const to = answer.isPacked ? packedInto(response) : response;
  await sendFile(to, socket, handle, part, {
    pace,
    ...(flippedByte !== null && { change: flipAt(flippedByte) }),
    finish() {
      if (ending === 'closed') response.once('finish', () => socket.end());
      return finish(answer, to, socket);
    },
  });
}

function finish({ ending, surplusBytes }: PartAnswer, to: Writable, socket: Socket): Promise<void> {
  switch (ending) {
    case 'stalled':
      return closed(socket);
    case 'reset':
      return resetLater(socket);
    case 'closed':
    case 'whole':
      to.end(Buffer.alloc(surplusBytes, 'surplus '));
      return Promise.resolve();
  }
}

/** What storage says of a file, in its order on the wire. */
const FIELDS = [
  'ETag',
  'Last-Modified',
  'Accept-Ranges',
  'Content-Range',
  'Content-Type',
  'Content-Length',
] as const;

/** The fields that were set, which are set no more. */
function takeFields(response: ServerResponse): Record<string, string> {
  const set = FIELDS.filter((name) => response.hasHeader(name));
  const fields = set.map((name) => [name, String(response.getHeader(name))]);
  for (const name of set) response.removeHeader(name);
  return Object.fromEntries(fields);
}

/** What the other end has not read by then, a reset takes away from it. */
const BEFORE_RESET_MS = 50;

async function resetLater(socket: Socket): Promise<void> {
  await pause(BEFORE_RESET_MS, socket);
  if (!socket.destroyed) socket.resetAndDestroy();
}

function packedInto(response: ServerResponse): Writable {
  const packing = createGzip();
  packing.pipe(response);
  return packing;
}

const flipAt = (at: number) => (bytes: Buffer, position: number) => {
  const index = at - position;
  const byte = bytes[index];
  if (byte !== undefined) bytes[index] = byte ^ 0xff;
};

function closed(socket: Socket): Promise<void> {
  if (socket.destroyed) return Promise.resolve();
  return new Promise((resolve) => socket.once('close', () => resolve()));
}
