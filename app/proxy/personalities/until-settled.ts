import { CodedError } from '../../contract/errors.ts';
import type { ExchangeControl } from '../exchange/exchange-control.ts';

/** Goes on with what a promise brings; what it throws is the client's answer. */
export function untilSettled<T>(
  exchange: ExchangeControl,
  promise: Promise<T>,
  next: (value: T) => void,
): void {
  promise.then(next).catch((error: unknown) => {
    const detail = error instanceof Error ? error.message : String(error);
    exchange.fail(error instanceof CodedError ? error : new CodedError('internal', { detail }));
  });
}
