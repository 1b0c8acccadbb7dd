import { avcPictureSize } from './avc-picture-size.ts';
import { aac, avc } from './codecs.ts';

/** samplingFrequencyIndex (ISO 14496-3, 1.6.3.4). */
const sampleRatesHz = [
  96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350,
];

const avc1 = 0x61766331;
const mp4a = 0x6d703461;

/**
 * What a sequence header sets the decoder up for, for people: `640x360`, `44100 Hz, 2 channels`.
 * @param codec as in `VideoTag` and `AudioTag`
 * @param configuration the tag's data after its head
 * @returns null when it does not tell, or another codec's would have to be read
 */
export function describeConfiguration(codec: number, configuration: Uint8Array): string | null {
  if (codec === avc || codec === avc1) {
    const size = avcPictureSize(configuration);
    return size && `${size.width}x${size.height}`;
  }
  return codec === aac || codec === mp4a ? describeAac(configuration) : null;
}

/** AudioSpecificConfig (ISO 14496-3, 1.6.2.1), where the rate is one of the table. */
function describeAac([first = 0, second = 0]: Uint8Array): string | null {
  const rateHz = sampleRatesHz[((first & 0x07) << 1) | (second >> 7)];
  const channels = (second >> 3) & 0x0f;
  if (rateHz === undefined || first >> 3 === 31) return null;
  return `${rateHz} Hz, ${channels} ${channels === 1 ? 'channel' : 'channels'}`;
}
