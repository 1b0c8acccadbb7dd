import type { Handler } from '../operation.ts';

export const openVideo: Handler<'video.open'> = ({ videos, publish }, { name }) =>
  videos.read(name, ({ bytesScanned, sizeBytes }) =>
    publish({ event: 'reading', data: { name, bytesRead: bytesScanned, sizeBytes } }),
  );
