import { z } from 'zod';
import { exchange } from './exchange.ts';
import { seeklabError } from './seeklab-error.ts';
import { settings } from './settings.ts';
import { systemStatus } from './system.ts';
import { libraryEntry, readingProgress, videoFacts } from './video.ts';

/** Largest request that the server takes, bytes. */
export const MAX_REQUEST_BYTES = 256 * 1024;

const id = z.number().int().nonnegative();

/** Client to server: do one operation; or, nobody waits for the answer of that id any more. */
export const rpcRequest = z.union([
  z.object({ id, operation: z.string().max(100), input: z.unknown() }),
  z.object({ cancel: id }),
]);

/** Server to client: the answer to the request with that id. */
export const rpcResponse = z.union([
  z.object({ id: z.number().int(), ok: z.literal(true), data: z.unknown() }),
  z.object({ id: z.number().int().nullable(), ok: z.literal(false), error: seeklabError }),
]);
export type RpcResponse = z.infer<typeof rpcResponse>;

/** Server to client, unasked: what changed. Exchanges come batched, newest state only. */
export const rpcEvent = z.discriminatedUnion('event', [
  z.object({ event: z.literal('exchanges'), data: z.array(exchange) }),
  z.object({ event: z.literal('exchanges-cleared') }),
  z.object({ event: z.literal('library'), data: z.array(libraryEntry) }),
  /** How far reading has come of a video that somebody opens. */
  z.object({ event: z.literal('reading'), data: readingProgress }),
  /** What is known of it meanwhile, when that takes long. */
  z.object({ event: z.literal('outline'), data: videoFacts }),
  z.object({ event: z.literal('system'), data: systemStatus }),
  z.object({ event: z.literal('settings'), data: settings }),
  /** The renderer was rebuilt (`npm run dev`): load the page again. */
  z.object({ event: z.literal('reload') }),
]);
export type RpcEvent = z.infer<typeof rpcEvent>;
