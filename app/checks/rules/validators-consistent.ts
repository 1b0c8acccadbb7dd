import { headValue, readRawHead } from '../../http/raw-head.ts';
import { bad, pass, responseLine, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';

const ETAG = /^(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/;

export const validatorsConsistent: Rule = {
  code: 'validators_consistent',
  group: 'wire',
  severity: 'warn',
  needs: ['head'],
  says: 'ETag, Last-Modified and Cache-Control of a part do not contradict themselves, nor the whole file’s.',
  fix: 'A part with a prefix is another body than the file: give it no strong ETag of the file’s, and dates that can be true.',
  judge(subject) {
    const { response, storage, asked } = subject;
    const field = (key: string) => headValue(response, key);
    const etag = field('etag');
    const modified = field('last-modified');
    const caching = field('cache-control')?.toLowerCase() ?? null;
    if (etag === null && modified === null && caching === null) {
      return skip('The answer has none of these fields.');
    }
    if (etag !== null && !ETAG.test(etag)) {
      const at = responseLine(subject, 'etag');
      return bad('ETag is not one (RFC 9110, section 8.8.3).', { seen: etag, expected: '"…"', at });
    }
    const ofFile = headValue(readRawHead(storage?.responseHead ?? ''), 'etag');
    const isFilesOwn = etag !== null && etag === ofFile && !etag.startsWith('W/');
    if (isFilesOwn && asked.kind === 'part') {
      const at = responseLine(subject, 'etag');
      return bad('The strong ETag is that of the whole file, whose bytes are others.', {
        seen: etag,
        expected: 'another one, or none',
        at,
      });
    }
    const at = responseLine(subject, 'last-modified');
    const modifiedMs = modified === null ? null : Date.parse(modified);
    if (modifiedMs !== null && Number.isNaN(modifiedMs)) {
      return bad('Last-Modified is no date.', { seen: modified ?? '', expected: 'a date', at });
    }
    const date = field('date');
    const nowMs = date === null ? Number.NaN : Date.parse(date);
    if (modifiedMs !== null && modifiedMs > nowMs) {
      return bad('Last-Modified is later than Date.', {
        seen: modified ?? '',
        expected: `at most ${date}`,
        at,
      });
    }
    if (caching?.includes('no-store') && /\bpublic\b|max-age=[1-9]/.test(caching)) {
      return bad('Cache-Control both forbids and allows keeping the answer.', {
        seen: caching,
        expected: 'one of both',
        at: responseLine(subject, 'cache-control'),
      });
    }
    return pass('They fit together.');
  },
};
