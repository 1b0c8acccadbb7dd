import { describeError, type SeeklabError } from '../../contract/errors.ts';
import { toHex } from '../../flv/hex.ts';
import type { FlvScan } from '../../flv/scan-result.ts';
import { whyNotPlayable } from '../../seek/plan/playability.ts';

/** Why the player cannot show a file; null when it can. What it can play, it says itself. */
export function whyFileNotPlayable(scan: FlvScan): SeeklabError | null {
  if (scan.format === 'empty') return describeError('video_empty');
  if (scan.format === 'not_flv') {
    return describeError('video_not_flv', { hex: toHex(scan.head.subarray(0, 3), ' ') });
  }
  return whyNotPlayable({ ...scan, keyframeCount: scan.keyframes.offsets.length });
}
