import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultRule } from '../../faults/fault-rule.ts';

const reasons = new Map([
  ['404', 'No such file here'],
  ['500', 'Something went wrong here'],
  ['302', 'The file is elsewhere'],
]);

/**
 * Answers with the status that a fault asks for, without the file.
 * @returns was there such a fault?
 */
export function sendInstead(
  { url = '/' }: IncomingMessage,
  response: ServerResponse,
  rules: readonly FaultRule[],
): boolean {
  const rule = rules.find(({ name }) => reasons.has(name));
  if (rule === undefined) return false;
  const body = `${reasons.get(rule.name)}: a fault that was asked for.\n`;
  response.writeHead(Number(rule.name), {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    // The same file, by an address of another text.
    ...(rule.name === '302' ? { Location: `${url.split(/[?#]/, 1)[0]}?elsewhere` } : {}),
  });
  response.end(body);
  return true;
}
