import {
  changed,
  type Fault,
  odd,
  okHead,
  PATCH_BYTES,
  page,
  part,
  prefixed,
  secondTag,
  withBody,
  withField,
  without,
} from './faults.ts';

/** Faults of what came over the wire. */
export const wireFaults: readonly Fault[] = [
  {
    name: '206 goes on to the client with its Content-Range',
    codes: ['status_expected', 'range_fields_gone'],
    answer: part(({ head }, { bytes }) => ({
      head: [
        'HTTP/1.1 206 Partial Content',
        ...head.slice(1),
        `Content-Range: bytes 100-${bytes.length - 1}/${bytes.length}`,
      ],
    })),
  },
  {
    name: 'Accept-Ranges stays',
    codes: ['range_fields_gone'],
    answer: withField('Accept-Ranges: bytes'),
  },
  {
    name: 'the length is that of the part alone',
    codes: ['length_promised', 'connection_clean'],
    answer: part(({ head, body }) => ({
      head: head.map((line) =>
        line.startsWith('Content-Length') ? `Content-Length: ${body.length - PATCH_BYTES}` : line,
      ),
    })),
  },
  {
    name: 'the length is that of the whole file',
    codes: ['length_promised', 'length_kept', 'connection_clean'],
    answer: part(({ head }, { bytes }) => ({
      head: head.map((line) =>
        line.startsWith('Content-Length') ? `Content-Length: ${bytes.length}` : line,
      ),
    })),
  },
  {
    name: 'no length, and the connection is kept',
    codes: ['length_promised', 'connection_clean'],
    answer: without('Content-Length'),
  },
  {
    name: 'the body breaks off, the connection with it',
    codes: ['length_kept'],
    answer: part(({ body }) => ({ body: body.subarray(0, 500), outcome: 'cut' })),
  },
  {
    name: 'the body is short, and the connection is kept',
    codes: ['length_kept', 'body_exact', 'connection_clean', 'ends_whole'],
    answer: part(({ body }) => ({ body: body.subarray(0, 500) })),
  },
  {
    name: 'X-REPROXY-URL reaches the client',
    codes: ['reproxy_fields_gone'],
    answer: withField('X-REPROXY-URL: http://10.0.0.1:7500/dev1/0.fid'),
  },
  {
    name: 'the type is that of a page',
    codes: ['content_type_flv'],
    answer: part(({ head }) => ({
      head: head.map((line) => line.replace('video/x-flv', 'text/html')),
    })),
  },
  { name: 'there is no type', codes: ['content_type_flv'], answer: without('Content-Type') },
  {
    name: 'the body is called gzip',
    codes: ['not_encoded'],
    answer: withField('Content-Encoding: gzip'),
  },
  { name: 'PreviousTagSize0 is 0', codes: ['prefix_known'], answer: changed(12, 0) },
  {
    name: 'the signature is wrong',
    codes: ['prefix_legal', 'prefix_known', 'body_exact'],
    answer: changed(0, 0x47),
  },
  { name: 'the version is 2', codes: ['prefix_legal', 'prefix_known'], answer: changed(3, 2) },
  {
    name: 'reserved flags are set',
    codes: ['prefix_legal', 'prefix_known', 'flags_match_tracks'],
    answer: changed(4, 0xf1),
  },
  {
    name: 'the header length is 13',
    codes: ['prefix_legal', 'prefix_known'],
    answer: changed(8, 13),
  },
  {
    name: 'there is no prefix',
    codes: ['length_promised', 'prefix_legal', 'prefix_known'],
    answer: withBody((body) => body.subarray(PATCH_BYTES)),
  },
  {
    name: 'the prefix comes twice',
    codes: ['length_promised', 'body_exact', 'starts_on_tag'],
    answer: withBody((body) => prefixed(body)),
  },
  {
    name: 'the prefix is nginx’s',
    codes: ['prefix_known'],
    answer: withBody((body) =>
      Buffer.concat([Buffer.from('464c5601050000000900000000', 'hex'), body.subarray(PATCH_BYTES)]),
    ),
  },
  {
    name: 'the start is ignored: prefix and whole file',
    codes: ['length_promised', 'body_exact', 'starts_on_tag'],
    answer: withBody((_, { bytes }) => prefixed(bytes)),
  },
  {
    name: 'the start is ignored: the whole file alone',
    codes: ['length_promised', 'prefix_known', 'body_exact'],
    answer: withBody((_, { bytes }) => bytes),
  },
  {
    name: 'the part begins a byte late',
    codes: ['length_promised', 'body_exact', 'starts_on_tag'],
    answer: withBody((body) =>
      Buffer.concat([body.subarray(0, PATCH_BYTES), body.subarray(PATCH_BYTES + 1)]),
    ),
  },
  {
    name: 'the part begins at the tag after the keyframe',
    codes: ['length_promised', 'body_exact', 'starts_on_keyframe'],
    answer: withBody((body) =>
      Buffer.concat([body.subarray(0, PATCH_BYTES), body.subarray(secondTag(body))]),
    ),
  },
  {
    name: 'one byte in the middle of a picture is another',
    codes: ['body_exact'],
    answer: withBody((body) => {
      const at = PATCH_BYTES + 60;
      body[at] = (body[at] ?? 0) ^ 0xff;
      return body;
    }),
  },
  {
    name: 'bytes follow after the file’s end',
    codes: ['length_promised', 'body_exact', 'ends_whole'],
    answer: withBody((body) =>
      Buffer.concat([body, Buffer.from([8, 0, 0, 200, 0, 0, 0, 0, 0, 0, 0, 0xaf, 1])]),
    ),
  },
  {
    name: 'HEAD is followed by the prefix',
    codes: ['head_bodyless', 'connection_clean'],
    answer: part(({ body }) => ({ method: 'HEAD', body: body.subarray(0, PATCH_BYTES) })),
  },
  {
    name: 'a page of another origin may not read it',
    codes: ['cors_readable'],
    answer: part(() => ({ requestFields: 'Origin: http://site.example\r\n' })),
  },
  { name: 'ETag without quotes', codes: ['validators_consistent'], answer: withField('ETag: abc') },
  {
    name: 'the file’s own strong ETag',
    codes: ['validators_consistent'],
    answer: part(({ head }) => ({ head: [...head, 'ETag: "abc"'], storageEtag: '"abc"' })),
  },
  {
    name: 'Last-Modified is no date',
    codes: ['validators_consistent'],
    answer: withField('Last-Modified: yesterday'),
  },
  {
    name: 'Last-Modified is in the future',
    codes: ['validators_consistent'],
    answer: withField(
      'Last-Modified: Sat, 01 Jan 2050 00:00:00 GMT',
      'Date: Fri, 01 Jan 2010 00:00:00 GMT',
    ),
  },
  {
    name: 'Cache-Control contradicts itself',
    codes: ['validators_consistent'],
    answer: withField('Cache-Control: no-store, max-age=60'),
  },
  {
    name: '404 for a part that is there',
    codes: ['status_expected'],
    answer: part(() => ({
      head: ['HTTP/1.1 404 Not Found', 'Content-Length: 0'],
      body: Buffer.alloc(0),
    })),
  },
  {
    name: '502, as nobody could be asked',
    codes: ['status_expected'],
    answer: part(() => ({
      head: ['HTTP/1.1 502 Bad Gateway', 'Content-Length: 0'],
      body: Buffer.alloc(0),
      outcome: 'failed',
    })),
  },
  {
    name: 'beyond the end: the prefix and an error page',
    codes: ['beyond_end_refused'],
    answer: odd('99999999', () => ({
      head: okHead(page.length + PATCH_BYTES),
      body: prefixed(page),
    })),
  },
  {
    name: 'beyond the end: the whole file',
    codes: ['beyond_end_refused'],
    answer: odd('99999999', (_, { bytes }) => ({ head: okHead(bytes.length), body: bytes })),
  },
  {
    name: 'beyond the end: nothing',
    codes: ['beyond_end_refused'],
    answer: odd('99999999', () => ({ head: okHead(0), body: Buffer.alloc(0) })),
  },
  {
    name: 'beyond the end: 416 with a prefix',
    codes: ['beyond_end_refused'],
    answer: odd('99999999', () => ({
      head: ['HTTP/1.1 416 Range Not Satisfiable', `Content-Length: ${page.length + PATCH_BYTES}`],
      body: prefixed(page),
    })),
  },
  {
    name: 'beyond the end: 503',
    codes: ['beyond_end_refused'],
    answer: odd('99999999', () => ({
      head: ['HTTP/1.1 503 Service Unavailable', 'Content-Length: 0'],
      body: Buffer.alloc(0),
    })),
  },
  ...['-5', 'abc', '1e3', '0x10', '5&start=6'].flatMap((start): Fault[] => [
    {
      name: `start=${start}: the prefix and an error page`,
      codes: ['bad_start_refused'],
      answer: odd(start, () => ({ head: okHead(page.length + PATCH_BYTES), body: prefixed(page) })),
    },
    {
      name: `start=${start}: the whole file`,
      codes: ['bad_start_refused'],
      answer: odd(start, (_, { bytes }) => ({ head: okHead(bytes.length), body: bytes })),
    },
  ]),
];
