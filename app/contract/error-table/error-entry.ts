/** One row of the error table. */
export interface ErrorEntry {
  /** What happened, with the value seen and what was expected; each code says what it names. */
  message: (p: never) => string;
  /** What to do about it. */
  fix: string;
  /** HTTP status where the error is an answer of the reproxy or of an embedded part. */
  httpStatus: number;
  /** Exit code of the command line: 1 a check failed, 2 wrong usage, 3 target out of reach. */
  exitCode: 1 | 2 | 3;
}
