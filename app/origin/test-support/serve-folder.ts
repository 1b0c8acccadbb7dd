import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ListeningPart } from '../listening-part.ts';
import { createStorage } from '../storage.ts';

/** Starts a storage whose library is every path below a folder; closed when the test is finished. */
export async function serveFolder(root: string): Promise<ListeningPart> {
  const storage = await createStorage({ resolve: (name) => ({ path: join(root, name), root }) });
  onTestFinished(() => storage.close());
  return storage;
}
