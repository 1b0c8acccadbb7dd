import http from 'node:http';
import { CodedError } from '../../../contract/errors.ts';

/** Longer than the relay waits for a target, ms. */
const PATIENCE_MS = 30_000;
/** Enough for a prefix and the header of the first tag. */
const START_BYTES = 64;

/** One answer, as far as it is looked at. */
export interface ProbeAnswer {
  readonly status: number;
  /** First value of a field by its lower-case name; null without it. */
  field(key: string): string | null;
  /** The body's first bytes. */
  readonly start: Uint8Array;
}

/**
 * Asks once, and lets go of the body after its first bytes.
 * @throws CodedError `target_not_identified` when there is no answer of the target
 */
export async function probe(
  url: string,
  {
    name,
    method = 'GET',
    range,
    signal,
  }: {
    /** Of the target, for errors. */
    name: string;
    method?: 'GET' | 'HEAD';
    range?: string;
    signal?: AbortSignal | undefined;
  },
): Promise<ProbeAnswer> {
  const options = {
    method,
    agent: false,
    headers: range === undefined ? {} : { Range: range },
    signal: within(signal),
  };
  try {
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      http.request(url, options, resolve).on('error', reject).end();
    });
    const start = await readStart(response);
    const { headers, statusCode = 0 } = response;
    return { status: statusCode, field: (key) => headers[key]?.toString() ?? null, start };
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new CodedError('target_not_identified', { name, detail }, { cause });
  }
}

/** Ends with the asker's patience, or with ours. */
export function within(signal: AbortSignal | undefined): AbortSignal {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  return signal ? AbortSignal.any([signal, patience]) : patience;
}

async function readStart(response: http.IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= START_BYTES) break;
    }
  } catch {
    // A body that breaks off shows what came of it.
  }
  response.destroy();
  return Buffer.concat(chunks).subarray(0, START_BYTES);
}
