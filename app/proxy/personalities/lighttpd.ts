import { patchPrefix } from '../../flv/prefix.ts';
import { field } from '../../http/fields.ts';
import { isFlvTarget, queryParameter } from './query-start.ts';
import type { StaticManners } from './static-server.ts';

const PREFIX = Buffer.from(patchPrefix).toString('latin1');
const DIGITS = /^[0-9]+$/;

/**
 * lighttpd's mod_flv_streaming as it was up to 1.4.63: `start` and `end` in whole decimal digits,
 * anything else counts as absent; an offset at or beyond the end gives an empty body.
 */
export const lighttpd: StaticManners = {
  bodyOf(target, sizeBytes) {
    const start = isFlvTarget(target) ? numberIn(target, 'start') : 0;
    const last = isFlvTarget(target) ? numberIn(target, 'end') : 0;
    if (start === 0 && last <= start) return { prefix: '', start: 0, end: sizeBytes };
    if (start >= sizeBytes) return { prefix: '', start: sizeBytes, end: sizeBytes };
    const end = last > start ? Math.min(last + 1, sizeBytes) : sizeBytes;
    return { prefix: PREFIX, start, end };
  },

  fieldsOf({ etag, lastModified }, body) {
    const fields = [];
    const isWhole = body.prefix === '' && body.start < body.end;
    if (isWhole || body.prefix !== '') fields.push(field('Content-Type', 'video/x-flv'));
    if (isWhole && etag !== null) fields.push(field('ETag', etag));
    if (isWhole && lastModified !== null) fields.push(field('Last-Modified', lastModified));
    return [...fields, field('Accept-Ranges', 'bytes')];
  },

  pageOf: (status, reason) =>
    '<?xml version="1.0" encoding="iso-8859-1"?>\n' +
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"\n' +
    '         "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n' +
    '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">\n' +
    ` <head>\n  <title>${status} ${reason}</title>\n </head>\n` +
    ` <body>\n  <h1>${status} ${reason}</h1>\n </body>\n</html>\n`,
  reasonOf416: 'Range Not Satisfiable',
  hasContentRangeIn416: false,
  isHttp10Answered: true,
};

function numberIn(target: string, name: string): number {
  const text = queryParameter(target, name);
  return text !== null && DIGITS.test(text) ? Number(text) : 0;
}
