/** `seeklab`: the system for programs on Node, without a window. */
export type * from './options.ts';
export type * from './records.ts';
export type { Seeklab } from './seeklab.ts';
export { startSeeklab } from './start-seeklab.ts';
