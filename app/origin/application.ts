/**
 * The embedded application: stands for the CGI script of 2007. It answers with two headers instead
 * of a body: where the video is on storage, and the byte to start at.
 *
 * Threat model: names and offsets come from strangers. Names are only looked up: what goes into a
 * header is the address that was found. Offsets are digits or refused. So nothing of a request gets
 * into a header.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CodedError } from '../contract/errors.ts';
import type { FaultsFor } from '../faults/fault-rule.ts';
import { splitTarget } from '../http/request-target.ts';
import { readStart, streamedKeyOf } from '../http/stream-url.ts';
import { sendError } from './coded-answer.ts';
import { sendInstructions } from './faults/send-instructions.ts';
import {
  createListeningPart,
  type ListeningOptions,
  type ListeningPart,
} from './listening-part.ts';
import { refuseMethod } from './refuse-method.ts';

/** Who asks for a video, for lookups that others take part in. */
export interface VideoRequest {
  /** Port at the other end of the connection. */
  readonly clientPort: number | null;
  /** Origin of the page that asks; null for a client that is no page. */
  readonly origin: string | null;
  /** When its turn came, on `performance.now()`. */
  readonly askedAtMs: number;
  /** Makes a signal that is aborted when the client goes away. */
  goneSignal(): AbortSignal;
}

export interface ApplicationOptions extends ListeningOptions {
  /**
   * Absolute URLs of a video's copies on storage, best first; empty when there is no such video. A
   * CodedError that it throws is the answer.
   */
  storageUrls: (
    name: string,
    request: VideoRequest,
  ) => readonly string[] | Promise<readonly string[]>;
  /** What is done wrong on purpose; absent: nothing. */
  faultsFor?: FaultsFor;
}

/**
 * Starts the application on 127.0.0.1: `GET` and `HEAD` of `/v/NAME?start=N`. `start` is passed on as
 * given, also `0` and empty, which both mean the whole file; other parameters are ignored.
 * @throws CodedError `port_in_use`
 */
export function createApplication(options: ApplicationOptions): Promise<ListeningPart> {
  return createListeningPart(async (request, response) => {
    if (refuseMethod(request, response)) return;
    const { path, query } = splitTarget(request.url ?? '/');
    const name = streamedKeyOf(path);
    const urls =
      name === null ? [] : await options.storageUrls(name, videoRequestOf(request, response));
    if (urls.length === 0) {
      sendError(response, new CodedError('video_unknown', { name: name ?? path }));
      return;
    }
    const start = readStart(query);
    if (start.kind === 'invalid') {
      sendError(response, new CodedError('start_invalid', { value: start.value }));
      return;
    }
    const offset = start.kind === 'valid' ? Number(start.value) : 0;
    const rules = options.faultsFor?.({
      ...{ video: name ?? '', part: { start: offset, length: 0 }, isRanged: false },
      clientPort: request.socket.remotePort ?? null,
    });
    const value = start.kind === 'valid' ? start.value : null;
    await sendInstructions(response, request.socket, { urls, start: value }, rules ?? []);
  }, options);
}

function videoRequestOf(
  { socket, headers }: IncomingMessage,
  response: ServerResponse,
): VideoRequest {
  return {
    clientPort: socket.remotePort ?? null,
    origin: headers.origin ?? null,
    askedAtMs: performance.now(),
    goneSignal() {
      const gone = new AbortController();
      if (response.destroyed) gone.abort();
      else response.once('close', () => gone.abort());
      return gone.signal;
    },
  };
}
