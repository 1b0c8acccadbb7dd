/** Edge of a block, in pixels of the video. */
const BLOCK = 24;
const BITS = 16;

/**
 * The frame number that the sample videos carry in their picture: 16 blocks at the top left, bit k
 * at x = 24 k, white is 1; block 16 is always white, block 17 always black.
 * @returns null when there is no picture, or one without the strip
 */
export function readFrameNumber(video: HTMLVideoElement): number | null {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
  const canvas = document.createElement('canvas');
  canvas.width = BLOCK * (BITS + 2);
  canvas.height = BLOCK;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(video, 0, 0);
  const isWhite = (block: number) => {
    const [red = 0] = context.getImageData(block * BLOCK + BLOCK / 2, BLOCK / 2, 1, 1).data;
    return red > 127;
  };
  if (!isWhite(BITS) || isWhite(BITS + 1)) return null;
  let number = 0;
  for (let bit = 0; bit < BITS; bit++) if (isWhite(bit)) number |= 1 << bit;
  return number;
}
