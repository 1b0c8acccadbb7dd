import { expectTypeOf, test } from 'vitest';
import type * as check from '../contract/check.ts';
import type * as exchange from '../contract/exchange.ts';
import type { PersonalityName } from '../contract/personality.ts';
import type * as seek from '../contract/seek.ts';
import type * as records from './records.ts';

test('the records that programs get are those of the contract', () => {
  expectTypeOf<exchange.Exchange>().toExtend<records.Exchange>();
  expectTypeOf<records.Exchange>().toExtend<exchange.Exchange>();
  expectTypeOf<seek.Seek>().toExtend<records.Seek>();
  expectTypeOf<records.Seek>().toExtend<Pick<seek.Seek, keyof records.Seek>>();
  expectTypeOf<check.CheckResult>().toExtend<records.CheckResult>();
  expectTypeOf<check.Verdict>().toExtend<records.Verdict>();
  expectTypeOf<records.CheckOutcome>().toEqualTypeOf<check.CheckOutcome>();
  expectTypeOf<records.PersonalityName>().toEqualTypeOf<PersonalityName>();
});
