import { expect, it } from 'vitest';
import { makeExchange } from '../../contract/test-support/make-records.ts';
import type { OpenedVideo } from '../library/opened-video.ts';
import { BodyWatcher } from './body-watcher.ts';

it('an answer without a body that ends before the file is open is judged with its size', async () => {
  let open: (video: OpenedVideo) => void = () => {};
  const opening = new Promise<OpenedVideo>((resolve) => {
    open = resolve;
  });
  const exchange = makeExchange({ method: 'HEAD', target: '/v/a.flv?start=5&seek=x' });
  const watcher = new BodyWatcher(exchange, { open: () => opening, facts: () => null });
  watcher.end();
  let isSettled = false;
  const settled = watcher.settled.then(() => {
    isSettled = true;
  });
  await new Promise(setImmediate);
  expect(isSettled).toBe(false);

  let isClosed = false;
  open({
    state: 'a',
    address: '/v/a.flv',
    sizeBytes: 100,
    modifiedAtEpochMs: null,
    source: { sizeBytes: 100, read: async (_offset, length) => new Uint8Array(length) },
    isUnchanged: async () => true,
    close: async () => {
      isClosed = true;
    },
  } as OpenedVideo);
  await settled;
  expect(watcher.sizeBytes).toBe(100);
  await expect.poll(() => isClosed).toBe(true);
});
