/** Longer than these a user thinks that nothing happens; ms. */
export const LIMITS = { firstByteMs: 2000, pictureMs: 4000, apartMs: 1000 } as const;
