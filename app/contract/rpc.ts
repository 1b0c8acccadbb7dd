import { z } from 'zod';
import { fault } from './fault.ts';
import { logChange } from './log.ts';
import { seeklabError } from './seeklab-error.ts';
import { sessionStatus } from './session.ts';
import { settings } from './settings.ts';
import { sweepState } from './sweep-run.ts';
import { systemStatus } from './system.ts';
import { target } from './target.ts';
import { libraryEntry } from './video.ts';

/** Largest request that the server takes, bytes. */
export const MAX_REQUEST_BYTES = 256 * 1024;
/** Most that waits for a page that reads late, bytes; no message is longer. */
export const MAX_WAITING_BYTES = 64 * 1024 * 1024;

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

/** Server to client, while that request runs: what `progress` of its operation says, newest only. */
export const rpcProgress = z.object({ progress: z.number().int(), data: z.unknown() });

/** Server to client, unasked: what changed, newest state only. */
export const rpcEvent = z.discriminatedUnion('event', [
  z.object({ event: z.literal('log'), data: logChange }),
  z.object({ event: z.literal('library'), data: z.array(libraryEntry) }),
  z.object({ event: z.literal('targets'), data: z.array(target) }),
  z.object({ event: z.literal('system'), data: systemStatus }),
  z.object({ event: z.literal('faults'), data: z.array(fault) }),
  z.object({ event: z.literal('settings'), data: settings }),
  z.object({ event: z.literal('session'), data: sessionStatus }),
  /** One has begun, stopped, ended, come or gone; how one goes on tells `sweeps.watch`. */
  z.object({ event: z.literal('sweeps'), data: z.array(sweepState) }),
  /** The state was too large to be sent: ask for it with an operation. */
  z.object({ event: z.literal('left-out'), data: z.object({ event: z.string() }) }),
  /** The renderer was rebuilt (`npm run dev`): load the page again. */
  z.object({ event: z.literal('reload') }),
]);
export type RpcEvent = z.infer<typeof rpcEvent>;
