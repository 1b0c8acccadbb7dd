import { expect, it, onTestFinished } from 'vitest';
import { createMogileClient } from '../../origin/mogile/mogile-client.ts';
import { startLineServer } from '../../origin/test-support/line-server.ts';
import { createKeyListing } from './key-listing.ts';

it('keys are listed again by themselves once a tracker that failed is back', async () => {
  let isBack = false;
  const tracker = await startLineServer((_line, socket) =>
    isBack ? 'OK key_1=a.flv&key_count=1\r\n' : void socket.end(),
  );
  const client = createMogileClient({ trackers: [tracker.address], domain: 'videos' });
  let tell = () => {};
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const listing = createKeyListing({
    client,
    takenNames: () => new Set(),
    onChange: () => listing.state.error === null && tell(),
    retryMs: 20,
  });
  onTestFinished(() => listing.close());
  await listing.refresh();
  expect(listing.state).toMatchObject({ error: { code: 'tracker_cut' }, isWhole: false });
  isBack = true;
  await told;
  expect(listing.state).toEqual({ keyCount: 1, isWhole: true, error: null });
  expect(listing.entries().map(({ name }) => name)).toEqual(['a.flv']);
});
