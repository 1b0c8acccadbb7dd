import { z } from 'zod';
import { exchange } from './exchange.ts';
import { seeklabError } from './seeklab-error.ts';
import { settings } from './settings.ts';
import { systemStatus } from './system.ts';
import { libraryEntry, readingProgress } from './video.ts';

/** Largest request that the server takes, bytes. */
export const MAX_REQUEST_BYTES = 256 * 1024;

/** Client to server: do one operation. */
export const rpcRequest = z.object({
  id: z.number().int().nonnegative(),
  operation: z.string().max(100),
  input: z.unknown(),
});

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
  z.object({ event: z.literal('reading'), data: readingProgress }),
  z.object({ event: z.literal('system'), data: systemStatus }),
  z.object({ event: z.literal('settings'), data: settings }),
  /** The renderer was rebuilt (`npm run dev`): load the page again. */
  z.object({ event: z.literal('reload') }),
]);
export type RpcEvent = z.infer<typeof rpcEvent>;
