import type { AnsweredAs } from '../../../contract/exchange.ts';
import type { PersonalityName } from '../../../contract/personality.ts';
import type { Answer, KnownFile } from './judged-answer.ts';

const PATCH = Buffer.from('464c5601010000000900000009', 'hex');
const NGINX = Buffer.from('464c5601050000000900000000', 'hex');

/**
 * What a server of that kind answers, written down from the contract and from nothing of the product, so
 * that a mistake of the product is not repeated here.
 */
export function honestAnswer(
  file: KnownFile,
  answeredAs: AnsweredAs,
  start: string | null,
  method: 'GET' | 'HEAD' = 'GET',
): Answer {
  const offset = start !== null && /^[0-9]+$/.test(start) ? Number(start) : null;
  const isOdd = start !== null && (offset === null || offset >= file.bytes.length);
  const answer =
    start === null || offset === 0
      ? video(file.bytes)
      : isOdd
        ? oddAnswer(file, answeredAs, offset)
        : partAnswer(file, answeredAs.personality, offset ?? 0);
  const keepsRanges = ['nginx', 'lighttpd'].includes(answeredAs.personality);
  const ranges = keepsRanges && answer.head[0]?.includes('200') ? ['Accept-Ranges: bytes'] : [];
  const poison = answeredAs.hasQuirks && start !== null && offset !== 0 ? PATCH : Buffer.alloc(0);
  return {
    ...{ start, method, answeredAs, head: [...answer.head, ...ranges] },
    body: method === 'HEAD' ? poison : answer.body,
  };
}

/** What a server answers that is asked by `Range: bytes=START-` (RFC 9110, sections 14 and 15.3.7). */
export function honestPart(
  file: KnownFile,
  start: string | null,
  method: 'GET' | 'HEAD' = 'GET',
): Answer {
  const { head, body } =
    start === null || method === 'HEAD' ? video(file.bytes) : ranged(file, start);
  return {
    ...{ start, method, head, startUnit: 'range', answeredAs: null },
    body: method === 'HEAD' ? Buffer.alloc(0) : body,
  };
}

function ranged({ bytes }: KnownFile, start: string): HeadAndBody {
  // A Range that is none is ignored.
  if (!/^[0-9]+$/.test(start)) return video(bytes);
  const from = Number(start);
  if (from >= bytes.length) return refusal('416 Range Not Satisfiable');
  const [, ...fields] = video(bytes.subarray(from)).head;
  const range = `Content-Range: bytes ${from}-${bytes.length - 1}/${bytes.length}`;
  const head = ['HTTP/1.1 206 Partial Content', ...fields, range, 'Accept-Ranges: bytes'];
  return { head, body: bytes.subarray(from) };
}

interface HeadAndBody {
  head: string[];
  body: Buffer;
}

function video(body: Buffer): HeadAndBody {
  const head = ['HTTP/1.1 200 OK', 'Content-Type: video/x-flv', `Content-Length: ${body.length}`];
  return { head, body };
}

function refusal(status: string): HeadAndBody {
  const body = Buffer.from('no such part\n');
  return {
    head: [`HTTP/1.1 ${status}`, 'Content-Type: text/plain', `Content-Length: ${body.length}`],
    body,
  };
}

function partAnswer(file: KnownFile, personality: PersonalityName, start: number): HeadAndBody {
  switch (personality) {
    case 'perlbal-patch':
    case 'perlbal-plugin':
    case 'lighttpd':
      return video(Buffer.concat([PATCH, file.bytes.subarray(start)]));
    case 'nginx':
      return video(Buffer.concat([NGINX, file.bytes.subarray(start)]));
    case 'spec':
      return video(Buffer.concat([ownHead(file), file.bytes.subarray(start)]));
    case 'cdn': {
      const { facts, bytes } = file;
      const from =
        facts.index.offsets.findLast((offset) => offset <= start) ?? facts.firstMediaOffset;
      return video(Buffer.concat([ownHead(file), ...fileHead(file), bytes.subarray(from)]));
    }
  }
}

/** The file's flags, and a PreviousTagSize0 of 0. */
function ownHead({ bytes }: KnownFile): Buffer {
  return Buffer.from([0x46, 0x4c, 0x56, 1, bytes[4] ?? 0, 0, 0, 0, 9, 0, 0, 0, 0]);
}

/** The file's sequence headers, each with its size. */
function fileHead({ facts }: KnownFile): Buffer[] {
  const { video: ofVideo, audio } = facts.sequenceHeaders;
  return [ofVideo, audio].flatMap((tag) => {
    if (tag === null) return [];
    const bytes = Buffer.from(tag, 'base64');
    const size = Buffer.alloc(4);
    size.writeUInt32BE(bytes.length);
    return [bytes, size];
  });
}

function oddAnswer(file: KnownFile, answeredAs: AnsweredAs, offset: number | null): HeadAndBody {
  const { personality, hasQuirks } = answeredAs;
  if (hasQuirks) return video(Buffer.concat([PATCH, Buffer.from('<h1>416</h1>')]));
  if (personality === 'nginx') return video(file.bytes);
  if (personality === 'lighttpd') return video(offset === null ? file.bytes : Buffer.alloc(0));
  return refusal(offset === null ? '502 Bad Gateway' : '416 Range Not Satisfiable');
}
