import type { CheckCode } from '../../../contract/check.ts';
import type { AnsweredAs } from '../../../contract/exchange.ts';
import { honestAnswer } from './honest-answer.ts';
import type { Answer, KnownFile } from './judged-answer.ts';

export const PATCH_BYTES = 13;
const patch: AnsweredAs = { personality: 'perlbal-patch', hasQuirks: false };

/** A misbehaviour, and every check that should tell of it. */
export interface Fault {
  name: string;
  codes: readonly CheckCode[];
  answer(file: KnownFile): Answer;
}

/** The honest answer to a seek to the third keyframe, with a change. */
export function part(change: (answer: Answer, file: KnownFile) => Partial<Answer>, as = patch) {
  return (file: KnownFile): Answer => {
    const honest = honestAnswer(file, as, String(file.facts.index.offsets[2]));
    return { ...honest, ...change(honest, file) };
  };
}

export const withField = (...lines: string[]) =>
  part(({ head }) => ({ head: [...head, ...lines] }));

/** Another body, with the Content-Length that it has. */
function framed(body: Buffer, head: readonly string[]): Pick<Answer, 'head' | 'body'> {
  const line = `Content-Length: ${body.length}`;
  return { body, head: head.map((each) => (each.startsWith('Content-Length') ? line : each)) };
}

export const withBody = (change: (body: Buffer, file: KnownFile) => Buffer, as = patch) =>
  part(({ head, body }, file) => framed(change(Buffer.from(body), file), head), as);

export const without = (name: string) =>
  part(({ head }) => ({ head: head.filter((line) => !line.startsWith(name)) }));

export const changed = (at: number, byte: number) =>
  withBody((body) => {
    body[at] = byte;
    return body;
  });

/** Where the second tag of the part begins in the body. */
export const secondTag = (body: Buffer) =>
  PATCH_BYTES + 11 + body.readUIntBE(PATCH_BYTES + 1, 3) + 4;

export const odd =
  (start: string, change: (answer: Answer, file: KnownFile) => Partial<Answer>) =>
  (file: KnownFile): Answer => {
    const honest = honestAnswer(file, patch, start);
    return { ...honest, ...change(honest, file) };
  };

export const prefixed = (body: Buffer) =>
  Buffer.concat([Buffer.from('464c5601010000000900000009', 'hex'), body]);

export const page = Buffer.from('<h1>416 - Request range not satisfiable</h1>');
export const okHead = (length: number) => [
  'HTTP/1.1 200 OK',
  'Content-Type: video/x-flv',
  `Content-Length: ${length}`,
];
