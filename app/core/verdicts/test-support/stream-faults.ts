import { changed, type Fault, PATCH_BYTES, secondTag, withBody } from './faults.ts';

/** Faults of the body as FLV: a server that makes the stream itself, with no file to compare. */
export const streamFaults: readonly Fault[] = [
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
    answer: withBody((body) => {
      body.fill(0, PATCH_BYTES + 4, PATCH_BYTES + 8);
      return body;
    }),
  },
  {
    name: 'a later time goes back',
    codes: ['body_exact', 'timestamps_in_order'],
    answer: withBody((body) => {
      const third = secondTag(body) + 11 + body.readUIntBE(secondTag(body) + 1, 3) + 4;
      body.fill(0, third + 4, third + 8);
      return body;
    }),
  },
  {
    name: 'the first tag’s type is none',
    codes: ['body_exact', 'starts_on_tag'],
    answer: changed(PATCH_BYTES, 0x55),
  },
  {
    name: 'a file is joined on in the middle',
    codes: ['length_promised', 'body_exact', 'tag_chain_whole'],
    answer: withBody((body, { bytes }) => {
      const at = secondTag(body);
      return Buffer.concat([body.subarray(0, at), bytes, body.subarray(at)]);
    }),
  },
  {
    name: 'cdn: no sequence headers',
    codes: ['sequence_headers_first'],
    answer: withBody(
      (body, { bytes, facts }) =>
        Buffer.concat([body.subarray(0, PATCH_BYTES), bytes.subarray(facts.index.offsets[2])]),
      { personality: 'cdn', hasQuirks: false },
    ),
  },
];
