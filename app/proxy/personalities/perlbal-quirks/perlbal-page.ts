import type { StageControl } from '../../exchange/exchange-control.ts';
import { KEEP_ALIVE } from './quirky-head.ts';

/**
 * Perlbal's page for an error that it makes itself.
 * @param onBegun called when the head is written, before the answer is over
 */
export function answerPage(
  control: StageControl,
  status: number,
  reason: string,
  text = '',
  onBegun = () => {},
): void {
  const page = `<h1>${status} - ${reason}</h1>\n${text}`;
  const isHead = control.request.method === 'HEAD';
  control.begin({
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
  if (!isHead) control.write(Buffer.from(page));
  control.end();
}
