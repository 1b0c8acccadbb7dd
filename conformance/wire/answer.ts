/** One answer as it stood on the wire. */
export interface Answer {
  statusLine: string;
  /** Field lines in order, without line ends. */
  fieldLines: string[];
  /** Value of Content-Length; null without one. */
  contentLength: number | null;
  /**
   * Every byte between this head and the next one: the body, and what a broken server sends after
   * it. Less than `contentLength` when the body was cut.
   */
  received: Buffer;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const HEAD_START = Buffer.from('HTTP/1.');

/**
 * Splits what a server sent into its answers. A new answer begins where the body before it is
 * whole (RFC 9112 section 6.3) and the bytes `HTTP/1.` follow; bytes in between belong to the
 * answer before.
 * @param methods of the requests, in order
 */
export function splitAnswers(bytes: Buffer, methods: readonly string[]): Answer[] {
  const answers: Answer[] = [];
  let at = 0;
  for (const method of methods) {
    const headEnd = bytes.indexOf(HEAD_END, at);
    if (headEnd < 0) break;
    const answer = parseHead(bytes.toString('latin1', at, headEnd));
    const bodyStart = headEnd + HEAD_END.length;
    const framedEnd = bodyStart + (framedLength(answer, method) ?? bytes.length);
    const nextHead = bytes.indexOf(HEAD_START, framedEnd);
    const end = nextHead < 0 || nextHead < framedEnd ? bytes.length : nextHead;
    answers.push({ ...answer, received: bytes.subarray(bodyStart, end) });
    at = end;
  }
  return answers;
}

/** Are there as many whole answers as there were requests? */
export function areWhole(bytes: Buffer, methods: readonly string[]): boolean {
  const answers = splitAnswers(bytes, methods);
  return (
    answers.length === methods.length &&
    answers.every((answer, i) => {
      const length = framedLength(answer, methods[i] ?? 'GET');
      return length !== null && answer.received.length >= length;
    })
  );
}

/** Null when only the end of the connection ends the body, or its chunks do. */
function framedLength(answer: Omit<Answer, 'received'>, method: string): number | null {
  if (method === 'HEAD' || /^\S+ (1\d\d|204|304)/.test(answer.statusLine)) return 0;
  return answer.contentLength;
}

function parseHead(head: string): Omit<Answer, 'received'> {
  const [statusLine = '', ...fieldLines] = head.split('\r\n');
  const length = fieldLines
    .map((line) => /^content-length: *(\d+)$/i.exec(line)?.[1])
    .find(Boolean);
  return { statusLine, fieldLines, contentLength: length === undefined ? null : Number(length) };
}
