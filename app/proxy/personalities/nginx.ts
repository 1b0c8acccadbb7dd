import { nginxPrefix } from '../../flv/prefix.ts';
import { field } from '../../http/fields.ts';
import { isFlvTarget, queryParameter } from './query-start.ts';
import type { StaticManners } from './static-server.ts';

const PREFIX = Buffer.from(nginxPrefix).toString('latin1');
const DIGITS = /^[0-9]+$/;

/**
 * nginx's flv module (ngx_http_flv_module.c, 1.22): whole decimal digits, whatever the case of the
 * parameter's name; an offset at or beyond the end, or none, gives the whole file.
 */
export const nginx: StaticManners = {
  bodyOf(target, sizeBytes) {
    const text = isFlvTarget(target) ? queryParameter(target, 'start', true) : null;
    const start = text !== null && DIGITS.test(text) ? Number(text) : 0;
    const isOffset = start > 0 && start < sizeBytes;
    return { prefix: isOffset ? PREFIX : '', start: isOffset ? start : 0, end: sizeBytes };
  },

  fieldsOf({ lastModified }, body, isPart) {
    const fields = [field('Content-Type', 'video/x-flv')];
    if (lastModified !== null) {
      // Its ETag is modification time and length, so it changes with the offset.
      const seconds = Math.floor(Date.parse(lastModified) / 1000);
      const length = body.prefix.length + body.end - body.start;
      fields.push(field('Last-Modified', lastModified));
      fields.push(field('ETag', `"${seconds.toString(16)}-${length.toString(16)}"`));
    }
    if (!isPart) fields.push(field('Accept-Ranges', 'bytes'));
    return fields;
  },

  pageOf: (status, reason) =>
    `<html>\r\n<head><title>${status} ${reason}</title></head>\r\n<body>\r\n` +
    `<center><h1>${status} ${reason}</h1></center>\r\n` +
    '<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n',
  reasonOf416: 'Requested Range Not Satisfiable',
  hasContentRangeIn416: true,
  isHttp10Answered: false,
};
