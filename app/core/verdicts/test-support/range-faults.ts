import type { Fault } from './faults.ts';
import { honestPart } from './honest-answer.ts';
import type { Answer, KnownFile } from './judged-answer.ts';

/** The honest answer to `Range: bytes=N-`, N the third keyframe unless said otherwise, with a change. */
const rangePart =
  (change: (answer: Answer, file: KnownFile) => Partial<Answer>, start?: string) =>
  (file: KnownFile): Answer => {
    const honest = honestPart(file, start ?? String(file.facts.index.offsets[2]));
    return { ...honest, ...change(honest, file) };
  };

const withLine = (name: string, value: (file: KnownFile) => string) =>
  rangePart(({ head }, file) => ({
    head: head.map((line) => (line.startsWith(name) ? `${name}: ${value(file)}` : line)),
  }));

const withBody = (change: (body: Buffer) => Buffer) =>
  rangePart(({ body }) => ({ body: change(Buffer.from(body)) }));

const wholeFile = ({ bytes }: KnownFile): Partial<Answer> => ({
  head: ['HTTP/1.1 200 OK', 'Content-Type: video/x-flv', `Content-Length: ${bytes.length}`],
  body: bytes,
});

/** Where the second tag of a part begins that nothing stands in front of. */
const secondTag = (body: Buffer) => 11 + body.readUIntBE(1, 3) + 4;

/** Faults of servers that are asked by Range. */
export const rangeFaults: readonly Fault[] = [
  { name: 'none: the part from a keyframe on', codes: [], answer: rangePart(() => ({})) },
  { name: 'none: from the first byte on', codes: [], answer: rangePart(() => ({}), '0') },
  {
    name: 'none: 200 from the first byte on, which is the whole file',
    codes: [],
    answer: rangePart((_, file) => wholeFile(file), '0'),
  },
  {
    name: 'Range is ignored: the whole file',
    codes: ['status_expected', 'length_promised', 'range_followed', 'body_exact', 'starts_on_tag'],
    answer: rangePart((_, file) => wholeFile(file)),
  },
  {
    name: 'Range is ignored beyond the end',
    codes: ['beyond_end_refused'],
    answer: rangePart((_, file) => wholeFile(file), '99999999'),
  },
  {
    name: 'another part is said to come',
    codes: ['range_followed'],
    answer: withLine('Content-Range', ({ bytes }) => `bytes 7-${bytes.length - 1}/${bytes.length}`),
  },
  {
    name: 'Content-Range has another size',
    codes: ['range_followed'],
    answer: withLine('Content-Range', ({ facts }) => `bytes ${facts.index.offsets[2]}-98/99`),
  },
  {
    name: 'the part ends before the file does',
    codes: ['length_promised', 'range_followed', 'body_exact', 'ends_whole'],
    answer: rangePart(({ head, body, start }, { bytes }) => ({
      head: head.map((line) => {
        if (line.startsWith('Content-Length')) return `Content-Length: ${body.length - 9}`;
        return line.startsWith('Content-Range')
          ? `Content-Range: bytes ${start}-${bytes.length - 10}/${bytes.length}`
          : line;
      }),
      body: body.subarray(0, -9),
    })),
  },
  {
    name: 'one byte in the middle of a picture is another',
    codes: ['body_exact'],
    answer: withBody((body) => {
      body[60] = (body[60] ?? 0) ^ 0xff;
      return body;
    }),
  },
  {
    name: 'the bytes begin one late, whatever is said',
    codes: ['length_kept', 'body_exact', 'connection_clean', 'starts_on_tag'],
    answer: withBody((body) => body.subarray(1)),
  },
  {
    name: 'a prefix stands in front all the same',
    codes: ['body_exact', 'connection_clean', 'starts_on_tag'],
    answer: withBody((body) =>
      Buffer.concat([Buffer.from('464c5601010000000900000009', 'hex'), body]),
    ),
  },
  {
    name: 'the keyframe has become another picture',
    codes: ['body_exact', 'starts_on_keyframe'],
    answer: withBody((body) => {
      body[11] = 0x27;
      return body;
    }),
  },
  {
    name: 'a PreviousTagSize is wrong',
    codes: ['body_exact', 'tag_chain_whole'],
    answer: withBody((body) => {
      body.writeUInt32BE(7, secondTag(body) - 4);
      return body;
    }),
  },
  {
    name: 'the first time is rewritten to 0',
    codes: ['body_exact', 'timestamp_as_indexed'],
    answer: withBody((body) => body.fill(0, 4, 8)),
  },
];
