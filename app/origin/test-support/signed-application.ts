import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readStart } from '../../http/stream-url.ts';

/** An application that holds what it is asked against one signed address. */
export interface SignedApplication {
  readonly url: string;
  /** Every target it was asked, as it came. */
  readonly targets: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts it on a free port. Only a `start` may be added to the address; all else is 403.
 * @param address path and query, such as `/v/x.flv?sig=abc`
 * @param storageUrl where the video is
 */
export async function startSignedApplication(
  address: string,
  storageUrl: string,
): Promise<SignedApplication> {
  const targets: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    targets.push(url);
    const added = url.startsWith(address) ? url.slice(address.length) : 'another address';
    const start = readStart(added.slice(1));
    if (!/^(&start=\d+)?$/.test(added)) response.writeHead(403);
    else {
      response.setHeader('X-REPROXY-URL', storageUrl);
      if (start.kind === 'valid') response.setHeader('X-REPROXY-FLV-START', start.value);
    }
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    targets,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
