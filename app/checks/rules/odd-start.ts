import type { OddAnswer } from '../expectations/model.ts';
import { bad, type Finding, pass, statusLine } from '../finding.ts';
import type { Subject } from '../subject.ts';

/**
 * Holds the answer to a start that cannot be served against what the model does with it.
 * @param refusals the statuses that a refusal may have
 */
export function judgeOddStart(
  subject: Subject,
  due: OddAnswer,
  isRefusal: (status: number) => boolean,
  refusal: string,
): Finding {
  const { client, model, body } = subject;
  const seen = client.status ?? 0;
  const came = client.responseBodyBytes;
  const hasFlv = body !== null && isFlvStart(body.chain.head, body.chain.bytes);
  const shown = { seen: `${seen}${hasFlv ? ', FLV' : ''}`, at: statusLine };
  if (isRefusal(seen) && !hasFlv) {
    return due === 'refused' || due === 'prefixed'
      ? pass(`It was refused, as ${model.name} does.`, { ...shown, expected: refusal })
      : bad(`It was refused, where ${model.name} sends ${words[due]}.`, {
          ...shown,
          expected: '200',
        });
  }
  const expected = due === 'refused' ? refusal : `200, ${words[due]}`;
  const isAsDue = seen === 200 && isBodyAsDue(due, came, hasFlv, subject.isHead);
  if (isAsDue)
    return pass(`The answer is ${words[due]}, as ${model.name} does.`, { ...shown, expected });
  return bad(
    seen >= 400
      ? `The answer is ${seen}${hasFlv ? ' with a prefix' : ''}, where ${model.name} asks for ${expected}.`
      : `The client got ${came === 0 ? 'an empty answer' : hasFlv ? 'what looks like video' : 'a body that is no video'}, where ${model.name} asks for ${expected}.`,
    { ...shown, expected },
  );
}

const words: Record<OddAnswer, string> = {
  refused: 'an error',
  whole: 'the whole file',
  empty: 'nothing',
  prefixed: 'the prefix and whatever storage said',
};

function isBodyAsDue(due: OddAnswer, came: number, hasFlv: boolean, isHead: boolean): boolean {
  if (due === 'refused') return false;
  if (isHead) return true;
  return due === 'empty' ? came === 0 : hasFlv;
}

function isFlvStart(head: Uint8Array, length: number): boolean {
  return length >= 3 && head[0] === 0x46 && head[1] === 0x4c && head[2] === 0x56;
}
