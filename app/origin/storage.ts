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
import type { FaultsFor, FaultyPart } from '../faults/fault-rule.ts';
import { type ByteRange, parseRange, partOf, type RangedPart } from '../http/byte-range.ts';
import { formatContentRange, formatUnsatisfiedRange } from '../http/content-range.ts';
import { mayUseRange } from '../http/if-range.ts';
import { splitTarget } from '../http/request-target.ts';
import { videoNameOf } from '../http/video-path.ts';
import { sendError } from './coded-answer.ts';
import { sendInstead } from './faults/instead-of-file.ts';
import { waitAsAsked } from './faults/latency.ts';
import { sendPart } from './faults/send-part.ts';
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
  /** What is done wrong on purpose; absent: nothing. */
  faultsFor?: FaultsFor;
}

/**
 * Starts the storage on 127.0.0.1: `GET` and `HEAD` of `/NAME`, percent-encoded as `videoPath` does; a
 * query may ask for a pace (`pace.ts`).
 * @throws CodedError `port_in_use`
 */
export function createStorage({
  resolve,
  open = openStored,
  faultsFor,
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
      await answer(request, response, file, {
        name: name ?? path,
        pace: readPace(query),
        faultsFor,
      });
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

interface Answering {
  name: string;
  pace: Pace | null;
  faultsFor: FaultsFor | undefined;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { handle, stats }: StoredFile,
  { name, pace, faultsFor }: Answering,
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
  const range = parseRange((isRangeAsked && request.headers.range) || '');
  const ranged: RangedPart = range === null ? { kind: 'whole' } : partOf(range, size);
  const faulty = {
    video: name,
    part: faultyPart(request, range, ranged, size),
    isRanged: ranged.kind !== 'whole',
    clientPort: request.socket.remotePort ?? null,
  };
  const rules = faultsFor?.(faulty) ?? [];
  await waitAsAsked(rules, request.socket);
  if (sendInstead(request, response, rules)) return;
  const isIgnored = rules.some(({ name: fault }) => fault === 'ignores-range');
  const asked: RangedPart = isIgnored ? { kind: 'whole' } : ranged;
  if (asked.kind === 'unsatisfiable') {
    sendError(response, new CodedError('range_unsatisfiable', { size }), {
      'Content-Range': formatUnsatisfiedRange(size),
    });
    return;
  }

  const part = bytesIn(asked, size);
  if (asked.kind === 'part') {
    const { first, last } = asked;
    response.setHeader('Content-Range', formatContentRange({ first, last, total: size }));
  }
  response.setHeader('Content-Type', contentTypeOf(name));
  response.setHeader('Content-Length', part.length);
  response.statusCode = asked.kind === 'part' ? 206 : 200;
  if (rules.length > 0) await sendPart(request, response, { handle, part, pace, rules });
  else if (request.method === 'HEAD') response.end();
  else await sendFile(response, request.socket, handle, part, { pace });
}

function bytesIn(asked: RangedPart, size: number): FaultyPart {
  if (asked.kind !== 'part') return { start: 0, length: size };
  return { start: asked.first, length: asked.last - asked.first + 1 };
}

/** Of a HEAD, and of a range that the file does not have, no body comes in which a byte could be wrong. */
function faultyPart(
  { method }: IncomingMessage,
  range: ByteRange | null,
  asked: RangedPart,
  size: number,
): FaultyPart {
  if (asked.kind === 'unsatisfiable') {
    return { start: range?.kind === 'from' ? range.first : 0, length: 0 };
  }
  const part = bytesIn(asked, size);
  return method === 'HEAD' ? { ...part, length: 0 } : part;
}

function contentTypeOf(path: string): string {
  return /\.flv$/i.test(path) ? 'video/x-flv' : 'application/octet-stream';
}
