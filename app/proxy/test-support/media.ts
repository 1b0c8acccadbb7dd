import type { Script, ScriptedRequest } from './scripted-server.ts';

/** A prime, so that no buffer size is a multiple of it. */
const BLOCK_BYTES = 1_048_573;

/** Bytes that differ at every offset in a way that a shifted copy never matches. */
export function createMedia(sizeBytes: number): Buffer {
  const block = Buffer.alloc(Math.min(sizeBytes, BLOCK_BYTES));
  let state = 0x9e3779b9;
  for (let i = 0; i < block.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    block[i] = state >>> 24;
  }
  return sizeBytes > BLOCK_BYTES ? Buffer.alloc(sizeBytes, block) : block;
}

/** `FLV`, version 1, video flag, header length 9, PreviousTagSize0 = 9. */
export const PREFIX = Buffer.from('464c5601010000000900000009', 'hex');

export interface Part {
  readonly first: number;
  readonly last: number;
}

/** The part that a request's Range asks for; null without one. */
export function rangeOf(request: ScriptedRequest, total: number): Part | null {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(request.header('range') ?? '') ?? [];
  if (first === undefined || last === undefined) return null;
  if (first === '') return { first: Math.max(0, total - Number(last)), last: total - 1 };
  return {
    first: Number(first),
    last: last === '' ? total - 1 : Math.min(Number(last), total - 1),
  };
}

/** The head of an honest 206. @param more lines of its own, each with its line end */
export function partialHead({ first, last }: Part, total: number, more = ''): string {
  return (
    `HTTP/1.1 206 Partial Content\r\nContent-Length: ${last - first + 1}\r\n` +
    `Content-Range: bytes ${first}-${last}/${total}\r\n${more}\r\n`
  );
}

/** A storage node as it should be: 200, 206, 416; HEAD ignores Range, as RFC 9110 §14.2 wants. */
export function honestStorage(media: Buffer, more = ''): Script {
  return (request) => {
    const { socket, method } = request;
    const total = media.length;
    const part = method === 'HEAD' ? null : rangeOf(request, total);
    if (part !== null && part.first >= total) {
      socket.write(
        `HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 4\r\nContent-Range: bytes */${total}\r\n\r\nnope`,
      );
    } else if (part !== null) {
      socket.write(partialHead(part, total, more), 'latin1');
      socket.write(media.subarray(part.first, part.last + 1));
    } else {
      socket.write(
        `HTTP/1.1 200 OK\r\nContent-Length: ${total}\r\nAccept-Ranges: bytes\r\n${more}\r\n`,
      );
      if (method !== 'HEAD') socket.write(media);
    }
  };
}

/** Says how two byte strings differ; null when they do not. Quick on large ones. */
export function differenceOf(actual: Buffer, expected: Buffer): string | null {
  if (actual.equals(expected)) return null;
  const at = actual.findIndex((byte, i) => byte !== expected[i]);
  return `${actual.length} bytes, expected ${expected.length}; first difference at ${at}`;
}
