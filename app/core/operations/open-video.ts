import type { Handler } from '../operation.ts';

export const openVideo: Handler<'video.open'> = ({ videos }, { name }) => videos.read(name);
