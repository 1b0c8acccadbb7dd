import type { CodedError } from '../../contract/errors.ts';
import { NO_BODY } from '../../http/body-framing.ts';
import type { RequestHead } from '../../http/request-head.ts';
import { ClientAnswer } from '../client/client-answer.ts';
import type { ClientConnection } from '../client/client-connection.ts';
import { createErrorAnswer } from '../client/error-answer.ts';
import type { ExchangeServices } from './exchange-services.ts';

/**
 * Answers what is no request, and records it as an exchange with a client hop only. The caller
 * closes the connection: where the next request would begin is anybody's guess.
 * @param rawHead as far as it is a whole head, else ''
 */
export function refuseRequest(
  { journal, port }: ExchangeServices,
  error: CodedError,
  rawHead: string,
  connection: ClientConnection,
): void {
  const [method = '', target = ''] = rawHead.slice(0, rawHead.indexOf('\r\n')).split(' ', 2);
  const request: RequestHead = {
    kind: 'request',
    raw: rawHead,
    method,
    target,
    minorVersion: 1,
    fields: [],
    framing: NO_BODY,
    isKeepAlive: false,
  };
  const recorder = journal.begin(request.method, request.target, null);
  const hop =
    recorder?.addHop('client', connection.peer, `http://127.0.0.1:${port}`, rawHead) ?? null;
  const answer = new ClientAnswer(connection.socket, request, () => {});
  answer.recorder = hop;
  const { head, body } = createErrorAnswer(error, [], [], false);
  const bytes = Buffer.from(body, 'latin1');
  answer.begin(head);
  recorder?.onBody(bytes);
  answer.write(bytes);
  hop?.onEnd('complete', error.toJSON());
  recorder?.end('failed', error.toJSON());
}
