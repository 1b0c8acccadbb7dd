/**
 * Our reproxy as a process of its own, so that its CPU and memory are its own.
 * node reproxy-process.js APPLICATION_PORT recording|plain; prints `{"port":…}`; ended by SIGTERM.
 */
import { createExchangeStore } from '../app/core/exchange-store.ts';
import { createReproxy } from '../app/proxy/reproxy.ts';

/** As many as the workbench keeps. */
const KEPT_EXCHANGES = 1_000;

const [applicationPort, mode] = process.argv.slice(2);
const store = createExchangeStore(KEPT_EXCHANGES);

const reproxy = await createReproxy({
  application: `http://127.0.0.1:${applicationPort}`,
  isStorageAllowed: (host) => host === '127.0.0.1',
  ...(mode === 'recording' ? { onExchange: store.put } : {}),
});
console.log(JSON.stringify({ port: reproxy.port }));

process.on('SIGTERM', async () => {
  await reproxy.close();
  process.exit(0);
});
