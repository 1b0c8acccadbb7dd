import { CodedError } from '../../contract/errors.ts';
import type { ExchangeControl } from '../exchange/exchange-control.ts';
import type { FailedRead } from '../storage/read-part.ts';

/**
 * Goes on with what a promise brings; a failed read is the client's answer. So is what the promise
 * rejects with: sources of bytes (`flv/byte-source.ts`) have no other way to tell.
 */
export function untilSettled<T extends { readonly kind: string }>(
  exchange: ExchangeControl,
  promise: Promise<T | FailedRead>,
  next: (value: Exclude<T, FailedRead>) => void,
): void {
  promise
    .then((value) => {
      if (value.kind === 'failed') exchange.fail((value as FailedRead).error);
      else next(value as Exclude<T, FailedRead>);
    })
    .catch((error: unknown) => {
      const detail = error instanceof Error ? error.message : String(error);
      exchange.fail(error instanceof CodedError ? error : new CodedError('internal', { detail }));
    });
}
