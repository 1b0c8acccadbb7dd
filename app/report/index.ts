export { evidenceOf } from './evidence.ts';
export { markdownOf } from './markdown.ts';

import { writeCsv } from './csv.ts';
import { writeHar } from './har.ts';
import { writeHtml } from './html/page.ts';
import { writeJson } from './json.ts';
import { writeJUnit } from './junit.ts';
import type { ReportWriter } from './report-writer.ts';
import { writeSpec } from './spec.ts';

export type ReportFormat = 'junit' | 'html' | 'json' | 'har' | 'csv' | 'spec';

/** Reports that other tools read. */
export const writers: Readonly<Record<ReportFormat, ReportWriter>> = {
  junit: writeJUnit,
  html: writeHtml,
  json: writeJson,
  har: writeHar,
  csv: writeCsv,
  spec: writeSpec,
};
