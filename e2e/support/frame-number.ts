import { expect } from '@playwright/test';

/** A page, or something else that can run a function in one. */
export interface Evaluator {
  evaluate<Result>(run: () => Result): Promise<Result>;
}

/**
 * The number that the shown frame carries as a strip of blocks (scripts/make-samples.mjs), or why
 * it cannot be read. Read from the pixels of the picture itself, at its own size.
 */
export function readFrameNumber(page: Evaluator): Promise<number | string> {
  return page.evaluate(() => {
    const video = document.querySelector('video');
    if (video === null) return 'there is no video element';
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return 'there is no picture yet';
    const block = 24;
    const canvas = new OffscreenCanvas(18 * block, block);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) return 'there is no canvas';
    context.drawImage(video, 0, 0);
    const brightness = (index: number) =>
      context.getImageData((index + 0.5) * block, block / 2, 1, 1).data[1] ?? 0;
    if (brightness(16) < 160 || brightness(17) > 96) return 'the picture has no strip';
    let number = 0;
    for (let bit = 0; bit < 16; bit += 1) {
      if (brightness(bit) > 128) number += 2 ** bit;
    }
    return number;
  });
}

/** Waits until the picture is that frame of the video. */
export async function expectFrame(page: Evaluator, frame: number): Promise<void> {
  const options = { message: 'frame in the picture', intervals: [50, 100, 250] };
  await expect.poll(() => readFrameNumber(page), options).toBe(frame);
}
