import { expect, test } from 'vitest';
import { makeExchange, makeHop, makeSeek } from '../../../contract/test-support/make-records.ts';
import { readerPlace, readTags } from './read-tags.ts';

// A keyframe of AVC with 32 bytes of data at 42 s; sound; and what is no tag.
const key = '0900002000a410000000001701000000';
const sound = '0800000a00a41000000000af01';
const storage = makeHop({
  kind: 'storage',
  status: 206,
  responseHead: 'HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 1000-9999/10000\r\n\r\n',
});
const exchange = makeExchange({
  prefixHex: '464c5601010000000900000009',
  hops: [makeHop(), storage],
  tags: [
    { offset: 13, hex: key, isTag: true },
    { offset: 60, hex: sound, isTag: true },
    { offset: 90, hex: 'ffff00', isTag: false },
  ],
});

test('tags are read with their place in the body and in the file', () => {
  const [first, second, last] = readTags(exchange);
  expect(first).toMatchObject({ bodyOffset: 13, fileOffset: 1000 });
  expect(first?.tag).toEqual({
    type: 'video',
    flags: 'keyframe · AVC NALU',
    dataSize: 32,
    timestampMs: 42_000,
  });
  expect(second).toMatchObject({ bodyOffset: 60, fileOffset: 1047, tag: { type: 'audio' } });
  expect(second?.tag?.flags).toContain('AAC');
  expect(last).toMatchObject({ bodyOffset: 90, fileOffset: 1077, tag: null });
});

test('where nobody says which byte of the file it is, none is named', () => {
  const [first] = readTags({ ...exchange, hops: [makeHop()] });
  expect(first?.fileOffset).toBeNull();
  const [own] = readTags({ ...exchange, hops: [], prefixBytes: 0, bodyStartBy: 'file' });
  expect(own?.fileOffset).toBe(13);
});

test('tags that were put in front are in no file', () => {
  expect(readTags({ ...exchange, prefixBytes: 60 })[0]?.fileOffset).toBeNull();
});

test('a seek that landed within a tag says where', () => {
  const head = {
    number: 1,
    atEpochMs: 0,
    isProblem: false,
    verdict: null,
    marks: null,
    checks: [],
  };
  const seek = makeSeek({
    resync: { bytesToTag: 9, bytesToKeyframe: 9, tagsSkipped: 0, reason: 'Inside a tag.' },
  });
  expect(readerPlace({ kind: 'seek', ...head, seek, exchanges: [] })).toBe('Inside a tag.');
  expect(readerPlace({ kind: 'request', ...head, exchanges: [exchange] })).toBeNull();
});
