import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApplication } from '../../app/origin/application.ts';
import type { RpcClient } from './rpc-client.ts';

/** A line that says nothing for long counts as broken: so often a byte comes over a held one, ms. */
const SIGN_OF_LIFE_MS = 1000;

/** Storage whose file is read, for its index, only as far as the test says. */
export interface HeldStorage {
  /** Lets so many more bytes be read. */
  give(bytes: number): void;
  /** Lets everything be read from now on. */
  giveAll(): void;
  /** Cuts every connection, those under way too, until `mend`. */
  breakDown(): void;
  mend(): void;
  /** How many times reading asked so far. */
  readonly readings: number;
  /** Answers to reading that are under way. */
  readonly openReadings: number;
  close(): Promise<void>;
}

/**
 * Serves one file, with an application that knows it as `slow.flv`, and has Seeklab ask that
 * application. Players, who ask for the rest of the file, get it at once; Seeklab's own reading,
 * which asks for parts, is held.
 */
export async function startHeldStorage(rpc: RpcClient, file: Uint8Array): Promise<HeldStorage> {
  let isBroken = false;
  let budget = 0;
  let readings = 0;
  const waiting = new Set<() => void>();
  const open = new Set<ServerResponse>();
  const give = (bytes: number) => {
    budget += bytes;
    for (const goOn of [...waiting]) goOn();
  };
  const given = () =>
    new Promise<void>((resolve) => {
      const goOn = () => {
        waiting.delete(goOn);
        resolve();
      };
      waiting.add(goOn);
    });
  const signOfLife = setInterval(give, SIGN_OF_LIFE_MS, 1);

  const sendHeld = async (part: Uint8Array, response: ServerResponse) => {
    readings += 1;
    open.add(response);
    response.on('close', () => {
      open.delete(response);
      give(0);
    });
    for (let at = 0; at < part.length && !response.destroyed; ) {
      const portion = part.subarray(at, at + Math.min(budget, part.length - at));
      if (portion.length === 0) {
        await given();
        continue;
      }
      budget -= portion.length;
      at += portion.length;
      response.write(portion);
    }
    response.end();
  };
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    if (isBroken) {
      request.destroy();
      return;
    }
    const [, from = '0', to = ''] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
    const first = Number(from);
    const last = to === '' ? file.length - 1 : Math.min(Number(to), file.length - 1);
    response.writeHead(206, {
      'Content-Range': `bytes ${first}-${last}/${file.length}`,
      'Content-Length': last - first + 1,
      ETag: '"1"',
    });
    const part = file.subarray(first, last + 1);
    // One byte is asked for to learn the size.
    if (to === '' || part.length === 1) response.end(part);
    else sendHeld(part, response).catch(() => response.destroy());
  };
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const application = await createApplication({
    storageUrls: (name) => (name === 'slow.flv' ? [`http://${host}/slow.flv`] : []),
  });
  await rpc.run('system.configure', { applicationUrl: application.url, storageAllow: [host] });
  return {
    give,
    giveAll: () => give(Number.POSITIVE_INFINITY),
    breakDown() {
      isBroken = true;
      server.closeAllConnections();
    },
    mend() {
      isBroken = false;
    },
    get readings() {
      return readings;
    },
    get openReadings() {
      return open.size;
    },
    async close() {
      clearInterval(signOfLife);
      await application.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
