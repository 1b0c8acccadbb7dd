import { describe, expect, test } from 'vitest';
import { audioPacketName, isPlausibleAudioByte, readAudioTag } from './audio-tag.ts';
import { viewOf } from './bytes.ts';
import { describeAudioCodec, describeVideoCodec } from './codecs.ts';
import { firstTagOffset, readFileHeader } from './file-header.ts';
import { fromHex } from './hex.ts';
import { readTagHeader, writeTagHeader } from './tag-header.ts';
import { frameTypeName, isPlausibleVideoByte, readVideoTag, videoPacketName } from './video-tag.ts';

const bytesOf = (hex: string) => fromHex(hex) ?? new Uint8Array();
const video = (hex: string) => readVideoTag(viewOf(bytesOf(hex)), 0, bytesOf(hex).length);
const audio = (hex: string) => readAudioTag(viewOf(bytesOf(hex)), 0, bytesOf(hex).length);
const ascii = (text: string) => Buffer.from(text, 'latin1').toString('hex');

describe('the file header', () => {
  test('is read field by field', () => {
    expect(readFileHeader(bytesOf('464c56 01 05 00000009'))).toEqual({
      version: 1,
      flags: 5,
      hasAudio: true,
      hasVideo: true,
      dataOffset: 9,
    });
    expect(readFileHeader(bytesOf('464c560101000000'))).toBeNull();
    expect(readFileHeader(bytesOf('464c57 01 05 00000009'))).toBeNull();
  });

  test('is not followed to an incredible DataOffset', () => {
    const headerOf = (dataOffset: number) => ({
      version: 1,
      flags: 5,
      hasAudio: true,
      hasVideo: true,
      dataOffset,
    });
    expect([9, 20, 8, 0xffff_ffff].map((offset) => firstTagOffset(headerOf(offset)))).toEqual([
      13, 24, 13, 13,
    ]);
  });
});

describe('the tag header', () => {
  test('has its timestamp in 24 + 8 bits, signed', () => {
    const header = readTagHeader(viewOf(bytesOf('09 000102 030405 06 000007')), 0);
    expect(header).toEqual({
      type: 9,
      isEncrypted: false,
      dataSize: 0x0102,
      timestampMs: 0x0603_0405,
      streamId: 7,
    });
    const negative = readTagHeader(viewOf(bytesOf('28 ffffff fffffe ff 000000')), 0);
    expect(negative).toMatchObject({ type: 8, isEncrypted: true, timestampMs: -2 });
  });

  test('is written as it is read', () => {
    const view = new DataView(new ArrayBuffer(11));
    for (const timestampMs of [0, 0xff_ffff, 0x0100_0000, 0x7fff_ffff, -1]) {
      const header = { type: 9, dataSize: 0xab_cdef, timestampMs };
      writeTagHeader(view, 0, header);
      expect(readTagHeader(view, 0)).toMatchObject({ ...header, streamId: 0 });
    }
  });
});

describe('video tags', () => {
  test.each([
    ['AVC sequence header', '17 00 000000 01', { isSequenceHeader: true, isFrame: false }],
    ['AVC keyframe', '17 01 000050 00', { isKeyframe: true, compositionTimeMs: 80 }],
    ['negative composition time', '27 01 ffffb0 00', { isKeyframe: false, compositionTimeMs: -80 }],
    ['AVC end of sequence', '17 02 000000', { isFrame: false, isKeyframe: false }],
    [
      'unofficial HEVC sequence header',
      '1c 00 000000 01',
      { isSequenceHeader: true, isFrame: false },
    ],
    ['unofficial HEVC keyframe', '1c 01 000050 00', { isKeyframe: true, compositionTimeMs: 80 }],
    ['AVC cut in its header', '17 01 0000', { isFrame: false, headerLength: 4 }],
    ['Sorenson keyframe', '12 00', { codec: 2, isKeyframe: true, packetType: -1 }],
    ['VP6 inter frame', '24 00', { codec: 4, isFrame: true, isKeyframe: false }],
    ['command', '57 00', { isFrame: false }],
    ['hvc1 sequence start', `90 ${ascii('hvc1')} 01`, { isSequenceHeader: true, isFrame: false }],
    [
      'hvc1 keyframe',
      `91 ${ascii('hvc1')} ffffd8 00`,
      { isKeyframe: true, compositionTimeMs: -40, headerLength: 8 },
    ],
    [
      'hvc1 keyframe without composition time',
      `93 ${ascii('hvc1')} 00`,
      { isKeyframe: true, compositionTimeMs: 0, headerLength: 5 },
    ],
    ['av01 inter frame', `a1 ${ascii('av01')} 00`, { isFrame: true, compositionTimeMs: 0 }],
    ['metadata', `94 ${ascii('hvc1')} 00`, { isFrame: false, isSequenceHeader: false }],
    [
      'ModEx in front',
      `97 02 000001 03 ${ascii('vp09')} 00`,
      { isKeyframe: true, packetType: 3, codec: 0x76703039, headerLength: 10 },
    ],
    [
      'several tracks',
      `96 11 ${ascii('avc1')} 00 000009 000028 00`,
      { isKeyframe: true, compositionTimeMs: 40, headerLength: 13 },
    ],
    ['FourCC cut short', '91 6176', { codec: 0, isFrame: false }],
    ['nothing', '', { codec: 0, isFrame: false, headerLength: 0 }],
  ])('%s', (_, hex, expected) => {
    expect(video(hex)).toMatchObject(expected);
  });

  test('have names', () => {
    expect(videoPacketName(video('17 00 000000'))).toBe('AVC sequence header');
    expect(videoPacketName(video('1c 01 000000'))).toBe('NALU');
    expect(videoPacketName(video('12 00'))).toBeNull();
    expect(videoPacketName(video(`91 ${ascii('hvc1')} 000000`))).toBe('coded frames');
    expect(frameTypeName(3)).toBe('disposable inter frame');
  });
});

describe('audio tags', () => {
  test.each([
    ['AAC sequence header', 'af 00 1210', { codec: 10, isSequenceHeader: true, isFrame: false }],
    [
      'AAC raw',
      'af 01 00',
      { isFrame: true, sampleRateHz: 44_100, bitsPerSample: 16, channels: 2 },
    ],
    ['MP3', '2f ff', { codec: 2, isFrame: true, packetType: -1, headerLength: 1 }],
    ['Speex', 'b2 00', { codec: 11, sampleRateHz: 5512.5, channels: 1 }],
    ['Opus', `91 ${ascii('Opus')} 00`, { codec: 0x4f707573, isFrame: true, isEnhanced: true }],
    ['Opus sequence start', `90 ${ascii('Opus')} 00`, { isSequenceHeader: true }],
    ['channel configuration', `94 ${ascii('Opus')} 00`, { isFrame: false }],
    ['nothing', '', { codec: -1, isFrame: false }],
  ])('%s', (_, hex, expected) => {
    expect(audio(hex)).toMatchObject(expected);
  });

  test('have names', () => {
    expect(audioPacketName(audio('af 00'))).toBe('AAC sequence header');
    expect(audioPacketName(audio(`91 ${ascii('fLaC')}`))).toBe('coded frames');
    expect(audioPacketName(audio('2f'))).toBeNull();
  });
});

describe('codecs', () => {
  test('are named, and only AVC, AAC and MP3 are playable', () => {
    expect(describeVideoCodec(7)).toEqual({ id: 7, name: 'AVC (H.264)', isPlayable: true });
    expect(describeVideoCodec(0x68766331)).toEqual({
      id: 'hvc1',
      name: 'HEVC (H.265) (enhanced RTMP)',
      isPlayable: false,
    });
    expect(describeVideoCodec(4)).toMatchObject({ name: 'On2 VP6', isPlayable: false });
    expect([2, 10].map((id) => describeAudioCodec(id).isPlayable)).toEqual([true, true]);
    expect(describeAudioCodec(14)).toMatchObject({ name: 'MP3 8 kHz', isPlayable: false });
    expect(describeAudioCodec(12).name).toBe('Unknown SoundFormat 12');
  });

  test('are told from noise by their first byte', () => {
    expect([0x17, 0x22, 0x91, 0x2c].every(isPlausibleVideoByte)).toBe(true);
    expect([0x07, 0x67, 0x1f, 0x10, 0x9f].some(isPlausibleVideoByte)).toBe(false);
    expect([0xaf, 0x2f, 0x91].every(isPlausibleAudioByte)).toBe(true);
    expect([0xcf, 0xd0, 0x9f].some(isPlausibleAudioByte)).toBe(false);
  });
});
