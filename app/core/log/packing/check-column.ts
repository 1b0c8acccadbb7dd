import { type CheckResult, checkCode, checkOutcome } from '../../../contract/check.ts';
import { json, list, number, oneOf, record, text } from './columns.ts';

const result = record<CheckResult>({
  code: oneOf(checkCode.options),
  result: oneOf(checkOutcome.options),
  message: text,
  seen: text,
  expected: text,
  exchange: number,
  at: json(),
});

/** How the results of a row's checks are packed. */
export const checksColumn = list(result);
