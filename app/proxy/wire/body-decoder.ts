/** Gets the content of a body, as views of the bytes that are being decoded. */
export interface ContentSink {
  onContent(content: Buffer): void;
}

/** Takes a body's content out of the bytes of a connection, however these are cut. */
export interface BodyDecoder {
  /** True when the whole body has been decoded. */
  readonly isDone: boolean;
  /** Raw trailer lines with their line ends, without the blank line; '' when there were none. */
  readonly trailers: string;
  /**
   * Hands on the content found in `bytes` as views of it.
   * @returns how many bytes belonged to the body, or null when it is malformed
   */
  decode(bytes: Buffer, sink: ContentSink): number | null;
}
