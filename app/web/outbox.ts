import type { WebSocket } from 'ws';
import { describeError } from '../contract/errors.ts';
import { MAX_WAITING_BYTES, type RpcEvent, type RpcResponse } from '../contract/rpc.ts';
import { boundedJson } from './bounded-json.ts';

/** News is sent once per frame of a 60 Hz screen. */
const FRAME_MS = 16;
/** No news while so much waits for a slow page: only what is newest then is worth sending. */
const LATE_BYTES = 1024 * 1024;

/** What goes to one page, which may read slowly, or not at all. */
export interface Outbox {
  /** Sends soon what `make` gives then; what waits under the same key is replaced. */
  putNews(key: string, make: () => RpcEvent | { progress: number; data: unknown }): void;
  /** What waits under keys that begin so is not wanted any more. */
  dropNews(prefix: string): void;
  /**
   * Answers a request.
   * @param name of what was asked
   * @returns when the page has taken it, or is gone
   */
  answer(name: string, response: RpcResponse): Promise<void>;
  close(): void;
}

/**
 * Sends answers at once and news once per frame. All that waits for the page is bounded: of news
 * the newest state of each thing is kept as a reference, and an answer beyond the bound is an
 * error instead.
 */
export function createOutbox(socket: WebSocket): Outbox {
  const news = new Map<string, () => object>();
  let timer: NodeJS.Timeout | undefined;

  const send = (text: string) =>
    new Promise<void>((resolve) => {
      if (socket.readyState !== socket.OPEN) return resolve();
      // A page that is gone is told of by 'close'.
      socket.send(text, () => resolve());
    });
  const sendNews = (message: object) => {
    const text = boundedJson(message, MAX_WAITING_BYTES - socket.bufferedAmount);
    if (text !== null) return void send(text);
    if (!('event' in message)) return;
    void send(JSON.stringify({ event: 'left-out', data: { event: message.event } }));
  };
  const flush = () => {
    timer = undefined;
    try {
      for (const [key, make] of news) {
        if (socket.bufferedAmount > LATE_BYTES) break;
        news.delete(key);
        sendNews(make());
      }
    } catch (cause) {
      // Thrown in a timer it would end the program; this page alone can be helped, by a new start.
      process.emitWarning(cause instanceof Error ? cause : String(cause));
      socket.terminate();
    }
    plan();
  };
  const plan = () => {
    if (news.size > 0 && socket.readyState === socket.OPEN) timer ??= setTimeout(flush, FRAME_MS);
  };

  return {
    putNews(key, make) {
      news.set(key, make);
      plan();
    },
    dropNews(prefix) {
      for (const key of news.keys()) if (key.startsWith(prefix)) news.delete(key);
    },
    answer(name, response) {
      const text = boundedJson(response, MAX_WAITING_BYTES);
      const { bufferedAmount: bytes } = socket;
      const isRoom = text !== null && bytes + Buffer.byteLength(text) <= MAX_WAITING_BYTES;
      if (isRoom) return send(text);
      const error =
        text === null
          ? describeError('answer_too_large', { name, limit: MAX_WAITING_BYTES })
          : describeError('page_late', { name, bytes });
      return send(JSON.stringify({ id: response.id, ok: false, error }));
    },
    close() {
      clearTimeout(timer);
      news.clear();
    },
  };
}
