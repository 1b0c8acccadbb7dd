import type { z } from 'zod';
import { describeError, type SeeklabError, toSeeklabError } from '../contract/errors.ts';
import { type OperationInput, type OperationName, operations } from '../contract/operations.ts';
import type { WorkbenchParts } from './workbench-parts.ts';

type ParsedInput<N extends OperationName> = z.output<(typeof operations)[N]['input']>;
type Output<N extends OperationName> = z.input<(typeof operations)[N]['output']>;

/**
 * What an operation does, given the workbench's parts and its checked input. When the signal is
 * aborted, nobody wants the answer any more.
 */
export type Handler<N extends OperationName> = (
  parts: WorkbenchParts,
  input: ParsedInput<N>,
  signal: AbortSignal | undefined,
) => Output<N> | Promise<Output<N>>;

/** One handler for each operation of the contract: a missing one does not compile. */
export type Handlers = { readonly [N in OperationName]: Handler<N> };

export type OperationResult = { ok: true; data: unknown } | { ok: false; error: SeeklabError };

export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}

/**
 * Runs one operation for a door: looks it up, checks its input, never throws.
 * @param input untrusted
 */
export async function runOperation(
  handlers: Handlers,
  parts: WorkbenchParts,
  name: string,
  input: unknown,
  signal?: AbortSignal,
): Promise<OperationResult> {
  if (!isOperationName(name))
    return { ok: false, error: describeError('operation_unknown', { name }) };
  const parsed = operations[name].input.safeParse(input);
  if (!parsed.success) {
    const detail = parsed.error.issues
      .map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`)
      .join('; ');
    return { ok: false, error: describeError('input_invalid', { name, detail }) };
  }
  try {
    const handler = handlers[name] as Handler<typeof name>;
    return { ok: true, data: await handler(parts, parsed.data as OperationInput<never>, signal) };
  } catch (error) {
    if (signal?.aborted) return { ok: false, error: describeError('request_cancelled', { name }) };
    return { ok: false, error: toSeeklabError(error) };
  }
}
