/** A media element that gets another source stops playing, which nobody asked for. */
export function keepPlaying(video: HTMLVideoElement, change: () => void): void {
  const wasPlaying = !video.paused;
  change();
  if (wasPlaying && video.paused) {
    video.play().catch(() => 'a later pause or seek took its place');
  }
}
