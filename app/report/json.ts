import type { ReportWriter } from './report-writer.ts';

/** `docs/schemas/sweep.schema.json`: the summary, then one result a line. */
export const writeJson: ReportWriter = async function* (summary, results) {
  yield `${JSON.stringify(summary).slice(0, -1)},"results":[`;
  let separator = '\n';
  for await (const result of results()) {
    yield `${separator}${JSON.stringify(result)}`;
    separator = ',\n';
  }
  yield '\n]}\n';
};
