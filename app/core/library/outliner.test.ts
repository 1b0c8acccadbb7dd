import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { bytesSource } from '../../flv/byte-source.ts';
import { type ScanProgress, scanFlv } from '../../flv/scan.ts';
import { avcAacFlv, flvOf, noise } from '../../flv/test-support/build-flv.ts';
import { createOutliner } from './outliner.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

const file = {
  name: 'a.flv',
  address: '/v/a.flv',
  state: 's',
  target: null,
  sizeBytes: 1,
  modifiedAtEpochMs: null,
};

/** How often a file is looked at that is offered every 50 ms for so long. */
async function looksAt(bytes: Uint8Array, durationMs: number) {
  const scan = await scanFlv(bytesSource(bytes));
  let looks = 0;
  const told = vi.fn();
  const outliner = createOutliner(file, told);
  for (let atMs = 0; atMs < durationMs; atMs += 50) {
    vi.advanceTimersByTime(50);
    outliner.offer({
      bytesScanned: 1000 * 2 ** atMs,
      outline: async () => {
        looks++;
        return scan;
      },
    } as ScanProgress);
    await Promise.resolve().then(() => undefined);
    await new Promise(setImmediate);
  }
  return { looks, told };
}

it('looks at a codec that no browser shows no more often than at others', async () => {
  const sorenson = flvOf([{ type: 9, data: Uint8Array.of(0x12, ...noise(90)) }]);
  const hidden = await looksAt(sorenson.bytes, 5000);
  expect(hidden.told).not.toHaveBeenCalled();
  const shown = await looksAt(avcAacFlv().bytes, 5000);
  expect(shown.told).toHaveBeenCalled();
  expect(hidden.looks).toBeLessThanOrEqual(5);
  expect(hidden.looks).toBe(shown.looks);
});
