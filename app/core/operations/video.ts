import type { HandlersOf } from '../operation.ts';

export const videoHandlers: HandlersOf<'video'> = {
  'video.open': ({ videos }, { name }, { signal, onProgress }) =>
    videos.read(
      name,
      {
        onProgress: ({ bytesRead, sizeBytes }) =>
          onProgress({ kind: 'progress', progress: { name, bytesRead, sizeBytes } }),
        onOutline: (facts) => onProgress({ kind: 'outline', facts }),
      },
      signal,
    ),
  'video.check': async ({ videos }, { name, state }) => ({
    isReplaced: await videos.isReplaced(name, state),
  }),
};
