import { constants, createDeflateRaw, inflateRawSync } from 'node:zlib';

/** Deflates one piece after the other, off the main thread. */
export interface Deflater {
  /** @returns what `inflate` takes; pieces do not depend on each other */
  deflate(bytes: Buffer): Promise<Buffer>;
  close(): void;
}

/**
 * One stream for all pieces: each new one would take a quarter of a megabyte outside V8's heap,
 * which makes it collect garbage more often. A full flush after each piece makes it stand alone.
 */
export function createDeflater(): Deflater {
  const stream = createDeflateRaw({ level: constants.Z_BEST_SPEED });
  let chunks: Buffer[] = [];
  let last: Promise<unknown> = Promise.resolve();
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));

  const deflateNext = (bytes: Buffer) =>
    new Promise<Buffer>((resolve, reject) => {
      stream.once('error', reject);
      stream.write(bytes);
      stream.flush(constants.Z_FULL_FLUSH, () => {
        stream.off('error', reject);
        const deflated = Buffer.concat(chunks);
        chunks = [];
        resolve(deflated);
      });
    });

  return {
    deflate(bytes) {
      const deflated = last.then(() => deflateNext(bytes));
      last = deflated.catch(() => 'whoever waits for this piece is told');
      return deflated;
    },
    close: () => stream.close(),
  };
}

export function inflate(deflated: Buffer): Buffer {
  // The stream goes on behind a full flush: there is no last block to wait for.
  return inflateRawSync(deflated, { finishFlush: constants.Z_SYNC_FLUSH });
}
