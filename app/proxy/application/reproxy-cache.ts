import type { Field } from '../../http/fields.ts';
import { fieldValue } from '../../http/fields.ts';
import type { RequestHead } from '../../http/request-head.ts';
import type { ApplicationAnswer, ReproxyInstructions } from './reproxy-instructions.ts';

const MAX_ENTRIES = 1000;
const CACHE_FOR = /^([0-9]{1,9})[ \t]*(?:;(.*))?$/;

/** What the application said, good for some time. */
export interface CachedAnswer {
  readonly head: ApplicationAnswer;
  readonly instructions: ReproxyInstructions;
}

interface Entry extends CachedAnswer {
  readonly expiresAtMs: number;
}

/**
 * Remembers what the application wants sent for a request, as long as its X-REPROXY-CACHE-FOR says:
 * `SECONDS; Header Header …`. A hit is answered with status 200 and the named headers only, as in
 * Perlbal; unlike there, the offset is part of the entry.
 */
export class ReproxyCache {
  readonly #entries = new Map<string, Entry>();

  get(request: RequestHead): CachedAnswer | null {
    if (this.#entries.size === 0 || !isCacheable(request)) return null;
    const key = keyOf(request);
    const entry = this.#entries.get(key);
    if (entry === undefined) return null;
    if (entry.expiresAtMs > performance.now()) return entry;
    this.#entries.delete(key);
    return null;
  }

  /** Remembers an answer if it may be; else does nothing. */
  offer(request: RequestHead, answer: ApplicationAnswer, instructions: ReproxyInstructions): void {
    const { cacheFor, urls } = instructions;
    if (cacheFor === null || urls === null || !isCacheable(request)) return;
    if (answer.status !== 200 && answer.status !== 204) return;
    const [, seconds, names = ''] = CACHE_FOR.exec(cacheFor) ?? [];
    if (seconds === undefined || Number(seconds) === 0) return;
    const named = names.toLowerCase().split(/[ \t,]+/);
    const fields: Field[] = answer.fields.filter(({ key }) => named.includes(key));
    this.#makeRoom();
    this.#entries.set(keyOf(request), {
      head: { status: 200, reason: 'OK', fields },
      instructions,
      expiresAtMs: performance.now() + Number(seconds) * 1000,
    });
  }

  #makeRoom(): void {
    if (this.#entries.size < MAX_ENTRIES) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }
}

function isCacheable({ method, framing }: RequestHead): boolean {
  return (method === 'GET' || method === 'HEAD') && framing.kind === 'none';
}

function keyOf(request: RequestHead): string {
  const host = fieldValue(request.fields, 'host') ?? '';
  return `${host} ${request.target}`;
}
