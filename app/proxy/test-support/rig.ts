import type { Exchange } from '../../contract/exchange.ts';
import { createReproxy, type Reproxy, type ReproxyOptions } from '../reproxy.ts';
import { honestStorage } from './media.ts';
import { RawClient } from './raw-client.ts';
import { createScriptedServer, type Script, type ScriptedServer } from './scripted-server.ts';

export interface RigOptions {
  readonly media: Buffer;
  /** One for each storage node; an honest one when absent. */
  readonly storages?: readonly Script[];
  /** Fields of the application's answer beyond X-REPROXY-URL, each with its line end. */
  readonly fields?: string;
  /** Another application altogether; given the URLs of the storage nodes. */
  readonly application?: (urls: string[]) => Script;
  readonly reproxy?: Partial<ReproxyOptions>;
}

/** Application, storage nodes and reproxy, all real, all on free ports. */
export interface Rig {
  readonly reproxy: Reproxy;
  readonly application: ScriptedServer;
  readonly storages: readonly ScriptedServer[];
  readonly exchanges: Exchange[];
  /** Resolves with the first finished exchange that fits. */
  exchange(fits?: (exchange: Exchange) => boolean): Promise<Exchange>;
  connect(): Promise<RawClient>;
  close(): Promise<void>;
}

/** What an application answers that wants the URLs sent. */
export function reproxyTo(urls: readonly string[], fields = ''): Script {
  return ({ socket }) => {
    socket.write(
      `HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nX-REPROXY-URL: ${urls.join(' ')}\r\n${fields}Content-Length: 0\r\n\r\n`,
      'latin1',
    );
  };
}

export async function createRig(options: RigOptions): Promise<Rig> {
  const scripts = options.storages ?? [honestStorage(options.media)];
  const storages = await Promise.all(scripts.map((script) => createScriptedServer(script)));
  const urls = storages.map(({ url }) => `${url}/video.flv`);
  const application = await createScriptedServer(
    options.application?.(urls) ?? reproxyTo(urls, options.fields),
  );
  const ports = new Set(storages.map(({ port }) => port));
  const exchanges: Exchange[] = [];
  const waiters = new Set<() => void>();
  const clients: RawClient[] = [];
  const reproxy = await createReproxy({
    application: application.url,
    publicHosts: ['a', 'site', 'like'],
    isStorageAllowed: (host, port) => host === '127.0.0.1' && ports.has(port),
    onExchange: (exchange) => {
      if (exchange.outcome === 'running') return;
      exchanges.push(exchange);
      for (const wake of waiters) wake();
    },
    ...options.reproxy,
  });
  return {
    reproxy,
    application,
    storages,
    exchanges,
    exchange(fits = () => true) {
      return new Promise((resolve) => {
        const look = () => {
          const found = exchanges.find(fits);
          if (found === undefined) return;
          waiters.delete(look);
          resolve(found);
        };
        waiters.add(look);
        look();
      });
    },
    async connect() {
      const client = await RawClient.connect(reproxy.port);
      clients.push(client);
      return client;
    },
    async close() {
      for (const client of clients) client.destroy();
      await reproxy.close();
      await Promise.all([application, ...storages].map((server) => server.close()));
    },
  };
}
