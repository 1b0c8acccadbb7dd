import type { ExchangeControl } from '../../exchange/exchange-control.ts';
import { KEEP_ALIVE } from './quirky-head.ts';

/**
 * Perlbal's page for an error that it makes itself.
 * @param onBegun called when the head is written, before the answer is over
 */
export function answerPage(
  exchange: ExchangeControl,
  status: number,
  reason: string,
  text = '',
  onBegun = () => {},
): void {
  const page = `<h1>${status} - ${reason}</h1>\n${text}`;
  const isHead = exchange.request.method === 'HEAD';
  exchange.begin({
    version: 'HTTP/1.0',
    keepAlive: KEEP_ALIVE,
    status,
    reason,
    fields: [
      { name: 'Content-Type', key: 'content-type', value: 'text/html' },
      { name: 'Server', key: 'server', value: 'Perlbal' },
    ],
    body: { kind: isHead ? 'none' : 'length', length: page.length },
  });
  onBegun();
  if (!isHead) exchange.write(Buffer.from(page));
  exchange.end();
}
