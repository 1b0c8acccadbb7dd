/**
 * The embedded storage: stands for lighttpd or a MogileFS node. Serves the library's files with
 * Range, straight from disk.
 *
 * Threat model: names come from strangers. A name is looked up in the library, never joined to a
 * path; what is opened must lie inside its root after links are resolved, also when links change
 * meanwhile (see `confined-file.ts`).
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CodedError } from '../contract/errors.ts';
import type { Pace } from '../contract/system.ts';
import { isUnreadable } from '../disk/confined-file.ts';
import { parseRange, partOf, type RangedPart } from '../http/byte-range.ts';
import { formatContentRange, formatUnsatisfiedRange } from '../http/content-range.ts';
import { mayUseRange } from '../http/if-range.ts';
import { splitTarget } from '../http/request-target.ts';
import { videoNameOf } from '../http/video-path.ts';
import { sendError } from './coded-answer.ts';
import {
  createListeningPart,
  type ListeningOptions,
  type ListeningPart,
} from './listening-part.ts';
import { readPace } from './pace.ts';
import { refuseMethod } from './refuse-method.ts';
import { sendFile } from './send-file.ts';
import { type LibraryFile, type OpenStored, openStored, type StoredFile } from './stored-file.ts';
import { evaluatePreconditions, validatorsOf } from './validators.ts';

export interface StorageOptions extends ListeningOptions {
  /** Finds a video by its name in the library. */
  resolve: (name: string) => LibraryFile | null | Promise<LibraryFile | null>;
  /** How files are opened; default: for each answer anew. */
  open?: OpenStored | undefined;
}

/**
 * Starts the storage on 127.0.0.1: `GET` and `HEAD` of `/NAME`, percent-encoded as `videoPath` does; a
 * query may ask for a pace (`pace.ts`).
 * @throws CodedError `port_in_use`
 */
export function createStorage({
  resolve,
  open = openStored,
  ...listening
}: StorageOptions): Promise<ListeningPart> {
  return createListeningPart(async (request, response) => {
    if (refuseMethod(request, response)) return;
    const { path, query } = splitTarget(request.url ?? '/');
    const name = videoNameOf(path);
    const found = name === null ? null : await resolve(name);
    const file = found && (await open(found));
    if (file === null || typeof file === 'string') {
      sendError(response, whyNot(name ?? path, file));
      return;
    }
    try {
      await answer(request, response, file, { path, pace: readPace(query) });
    } finally {
      await file.handle.close();
    }
  }, listening);
}

/** Missing, outside, no file: for whoever asks there is no such video. */
function whyNot(name: string, reason: string | null): CodedError {
  if (reason === null || !isUnreadable(reason)) return new CodedError('video_unknown', { name });
  return new CodedError('video_unreadable', { name, detail: reason });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { handle, stats }: StoredFile,
  { path, pace }: { path: string; pace: Pace | null },
): Promise<void> {
  const size = Number(stats.size);
  const validators = validatorsOf(stats.size, stats.mtimeNs, Date.now());
  const { etag, lastModified } = validators;
  response.setHeader('ETag', etag);
  if (lastModified !== null) response.setHeader('Last-Modified', lastModified);
  response.setHeader('Accept-Ranges', 'bytes');

  const status = evaluatePreconditions(request.headers, validators);
  if (status !== 200) {
    // A 304 has no body and no length of one; a 412 has an empty body.
    response.writeHead(status, status === 412 ? { 'Content-Length': 0 } : {}).end();
    return;
  }

  // Only GET has ranges (RFC 9110, section 14.2).
  const isRangeAsked =
    request.method === 'GET' && mayUseRange(request.headers['if-range']?.toString(), validators);
  const asked = partAsked(isRangeAsked ? request.headers.range : undefined, size);
  if (asked.kind === 'unsatisfiable') {
    sendError(response, new CodedError('range_unsatisfiable', { size }), {
      'Content-Range': formatUnsatisfiedRange(size),
    });
    return;
  }

  const { first, last } = asked.kind === 'part' ? asked : { first: 0, last: size - 1 };
  const part = { start: first, length: last - first + 1 };
  if (asked.kind === 'part') {
    response.setHeader('Content-Range', formatContentRange({ first, last, total: size }));
  }
  response.writeHead(asked.kind === 'part' ? 206 : 200, {
    'Content-Type': contentTypeOf(path),
    'Content-Length': part.length,
  });
  if (request.method === 'HEAD') response.end();
  else await sendFile(response, request.socket, handle, part, pace);
}

function partAsked(header: string | undefined, size: number): RangedPart {
  const range = header === undefined ? null : parseRange(header);
  return range === null ? { kind: 'whole' } : partOf(range, size);
}

function contentTypeOf(path: string): string {
  return /\.flv$/i.test(path) ? 'video/x-flv' : 'application/octet-stream';
}
