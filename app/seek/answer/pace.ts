/** How far ahead of the playhead is read; a browser takes in far more than a player should ask. */
export const AHEAD_MS = 4000;

/** While a picture is sought: all that it needs, and not what would keep the decoder from it. */
const AHEAD_OF_SOUGHT_MS = 600;

/** Where reading stands, in timestamps of the file, ms. */
export interface ReadingPlace {
  /** First and last media tag of this answer. */
  firstMs: number;
  lastMs: number;
}

/**
 * Is it time to stop reading for now? Also while a seek is running, when the playhead may still
 * stand before the first tag.
 * @param playheadMs the picture that is shown or sought, in timestamps of the file
 * @param isSought the picture is not there yet
 */
export function isFarEnough(
  { firstMs, lastMs }: ReadingPlace,
  playheadMs: number,
  isSought: boolean,
): boolean {
  return lastMs - Math.max(firstMs, playheadMs) > (isSought ? AHEAD_OF_SOUGHT_MS : AHEAD_MS);
}
