import { pipeline, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { FetchPart } from '../../seek/answer/fetch-part.ts';
import { createFetch, type Fetched, leadsElsewhere, sizeOf } from '../source/fetch.ts';
import { version } from '../version.ts';

const fetch = createFetch();

/** What a page's `fetch` undoes of its own accord; a server may not ask whether one may. */
const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

const headers = {
  'User-Agent': `Seeklab/${version}`,
  Accept: '*/*',
  'Accept-Encoding': 'gzip, deflate',
};

/** Asks without a page: the fetch that Node brings takes longer to load than a seek takes. */
export const fetchPart: FetchPart = async (url, { redirect, signal }) => {
  const answer = await fetch(url, { headers, redirect, signal });
  const chunks = bodyOf(answer)[Symbol.asyncIterator]();
  return {
    status: answer.status,
    isRedirection: leadsElsewhere(answer),
    lengthBytes: sizeOf(answer),
    body: {
      async read() {
        const { done = false, value } = await chunks.next();
        return { done, value };
      },
      async cancel() {
        answer.cancel();
      },
    },
  };
};

function bodyOf({ field, body }: Fetched): AsyncIterable<Uint8Array> {
  const decoder = decoders[field('content-encoding')?.toLowerCase() ?? '']?.();
  return decoder ? pipeline(body, decoder, () => 'told to whoever reads') : body;
}
