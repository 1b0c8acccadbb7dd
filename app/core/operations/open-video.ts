import type { Handler } from '../operation.ts';

export const openVideo: Handler<'video.open'> = ({ videos, publish }, { name }, signal) =>
  videos.read(
    name,
    {
      onProgress: ({ bytesRead, sizeBytes }) =>
        publish({ event: 'reading', data: { name, bytesRead, sizeBytes } }),
      onOutline: (facts) => publish({ event: 'outline', data: facts }),
    },
    signal,
  );
