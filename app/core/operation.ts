import type { z } from 'zod';
import {
  CodedError,
  describeError,
  type SeeklabError,
  toSeeklabError,
} from '../contract/errors.ts';
import {
  type OperationName,
  type OperationOutput,
  type OperationProgress,
  operations,
} from '../contract/operations.ts';
import type { WorkbenchParts } from './workbench-parts.ts';

type ParsedInput<N extends OperationName> = z.output<(typeof operations)[N]['input']>;
type Output<N extends OperationName> = OperationOutput<N>;

/** Who asks, and until when. */
export interface Asking<Progress = unknown> {
  /** Aborted when nobody wants the answer any more. */
  signal?: AbortSignal;
  /** Aborted when whoever asked goes away for good: a page, with all that it did. */
  caller?: AbortSignal;
  /** Told what is known while they wait. */
  onProgress(progress: Progress): void;
}

/** What an operation does, given the workbench's parts and its checked input. */
export type Handler<N extends OperationName> = (
  parts: WorkbenchParts,
  input: ParsedInput<N>,
  asking: Asking<OperationProgress<N>>,
) => Output<N> | Promise<Output<N>>;

/** One handler for each operation of the contract: a missing one does not compile. */
export type Handlers = { readonly [N in OperationName]: Handler<N> };

/** Those of one noun. */
export type HandlersOf<Noun extends string> = {
  readonly [N in Extract<OperationName, `${Noun}.${string}`>]: Handler<N>;
};

export type OperationResult = { ok: true; data: unknown } | { ok: false; error: SeeklabError };

export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}

/**
 * Does one operation.
 * @param input is checked, whoever asks
 * @throws CodedError `input_invalid`, and what the operation throws
 */
export async function callOperation<N extends OperationName>(
  handlers: Handlers,
  parts: WorkbenchParts,
  name: N,
  input: unknown,
  asking: Asking<OperationProgress<N>>,
): Promise<Output<N>> {
  const handler: Handler<N> = handlers[name];
  return handler(parts, parseInput(name, input), asking);
}

/**
 * Does one operation for a door: looks it up, and never throws.
 * @param input untrusted
 */
export async function runOperation(
  handlers: Handlers,
  parts: WorkbenchParts,
  name: string,
  input: unknown,
  asking: Asking,
): Promise<OperationResult> {
  try {
    if (!isOperationName(name)) throw new CodedError('operation_unknown', { name });
    return { ok: true, data: await callOperation(handlers, parts, name, input, asking) };
  } catch (error) {
    const isCancelled = asking.signal?.aborted ?? false;
    if (isCancelled) return { ok: false, error: describeError('request_cancelled', { name }) };
    return { ok: false, error: toSeeklabError(error) };
  }
}

function parseInput<N extends OperationName>(name: N, input: unknown): ParsedInput<N> {
  const parsed = operations[name].input.safeParse(input);
  if (parsed.success) return parsed.data as ParsedInput<N>;
  const detail = parsed.error.issues
    .map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`)
    .join('; ');
  throw new CodedError('input_invalid', { name, detail });
}
