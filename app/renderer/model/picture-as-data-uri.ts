/** Wide enough to see which picture it is. */
const WIDTHS = [1280, 640, 320, 160];

/**
 * What a media element shows, as the data URI of a PNG; smaller than it is where that is needed.
 * @param most characters
 * @returns null where it shows nothing, or nothing small enough
 */
export function pictureAsDataUri(video: HTMLVideoElement, most: number): string | null {
  const { videoWidth, videoHeight, readyState } = video;
  if (videoWidth === 0 || readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
  const canvas = document.createElement('canvas');
  for (const width of WIDTHS) {
    const scale = Math.min(1, width / videoWidth);
    canvas.width = Math.round(videoWidth * scale);
    canvas.height = Math.round(videoHeight * scale);
    canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
    const uri = canvas.toDataURL('image/png');
    if (uri.length <= most) return uri;
  }
  return null;
}
