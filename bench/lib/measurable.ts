/** A server to measure. */
export interface Measurable {
  readonly name: string;
  readonly port: number;
  /** The process whose CPU and memory count. */
  readonly pid: number;
  /** The folder that its videos lie in, from `/` to `/`. */
  readonly folder: string;
}
