import { pipeline, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { type Fields, fieldValues } from '../../http/fields.ts';
import { isRedirection } from '../../http/redirection.ts';
import { parseUpstreamUrl } from '../../proxy/upstream/endpoint.ts';
import type { FetchedPart, FetchPart } from '../../seek/answer/fetch-part.ts';
import { createFetch, type Fetched, leadsElsewhere, sizeOf } from '../source/fetch.ts';
import { version } from '../version.ts';
import { askOwn } from './own-answers.ts';

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

/**
 * Asks without a page: the fetch that Node brings takes longer to load than a seek takes.
 * @param more fields besides the usual ones, which no redirection gets
 */
export function createFetchPart(more: Readonly<Record<string, string>> = {}): FetchPart {
  const fieldLines = Object.entries({ ...headers, ...more })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  return async (address, { redirect, signal }) => {
    const url = parseUpstreamUrl(address);
    if (url === null) throw new TypeError('no address');
    const answer = await askOwn(url, fieldLines, signal);
    const { status, fields } = answer.head;
    const location = fieldOf(fields, 'location');
    if (redirect === 'follow' && isRedirection(status) && location !== null) {
      answer.cancel();
      return partOf(await fetch(new URL(location, address).href, { headers, redirect, signal }));
    }
    return partOf({
      status,
      field: (name) => fieldOf(fields, name),
      body: answer,
      cancel: answer.cancel,
    });
  };
}

export const fetchPart = createFetchPart();

function fieldOf(fields: Fields, key: string): string | null {
  const values = fieldValues(fields, key);
  return values.length === 0 ? null : values.join(', ');
}

function partOf(answer: Fetched): FetchedPart {
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
}

function bodyOf({ field, body }: Fetched): AsyncIterable<Uint8Array> {
  const decoder = decoders[field('content-encoding')?.toLowerCase() ?? '']?.();
  return decoder ? pipeline(body, decoder, () => 'told to whoever reads') : body;
}
