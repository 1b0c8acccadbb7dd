/**
 * The address of a video on the reproxy.
 * @param name its name in the library; `/` between folders stays
 * @param start byte offset; 0 asks for the whole file
 * @param seekId matches the exchange to the seek; without it the request is like anybody's
 */
export function streamUrl(
  reproxyUrl: string,
  name: string,
  { start = 0, seekId }: { start?: number; seekId?: string } = {},
): string {
  const path = name.split('/').map(encodeURIComponent).join('/');
  const params = new URLSearchParams();
  if (start > 0) params.set('start', String(start));
  if (seekId !== undefined) params.set('seek', seekId);
  const query = params.size > 0 ? `?${params}` : '';
  return `${reproxyUrl.replace(/\/$/, '')}/v/${path}${query}`;
}
