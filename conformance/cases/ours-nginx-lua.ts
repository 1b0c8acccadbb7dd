import { asked, prefixed, sample, TAIL } from './case.ts';
import { because, type Deviation, video } from './deviation.ts';
import { differenceIn } from './known-differences.ts';
import { deviations } from './ours-patched.ts';

const tail = video(prefixed(sample, TAIL));
const storage = [asked('/sample.flv', `${TAIL}-`)];

/** Where patched Perlbal does as the contract says and nginx does not. */
const asPerlbal: Readonly<Record<number, Deviation>> = {
  26: { because: because.start, answers: [{ ...tail, fieldLines: [] }], storage },
  28: { because: because.start, answers: [{ ...tail, status: 404 }], storage },
  30: { because: because.start, answers: [{ ...tail, status: 500 }], storage },
};

/** What ours does in a row in which nginx with Lua is known to do something else. */
export function besideLuaDeviations(row: number): Deviation | undefined {
  const difference = differenceIn('perlbal-patch beside nginx with Lua', row);
  return difference?.ours === 'contract' ? (asPerlbal[row] ?? deviations[row]) : undefined;
}
