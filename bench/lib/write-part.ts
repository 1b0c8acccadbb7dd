import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../../conformance/project-dir.ts';

/**
 * Replaces one part of docs/benchmarks.md and leaves the rest of the page alone.
 * @param bench that writes it, where it is not called as the part
 */
export function writePart(name: string, report: string, bench = name): void {
  const begin = `<!-- ${name}: begin, written by bench/${bench}.ts -->`;
  const end = `<!-- ${name}: end -->`;
  const file = join(projectDir, 'docs', 'benchmarks.md');
  const page = existsSync(file) ? readFileSync(file, 'utf8') : '# Benchmarks\n';
  const part = `${begin}\n${report}${end}\n`;
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  const isThere = from >= 0 && to > from;
  writeFileSync(
    file,
    isThere
      ? page.slice(0, from) + part + page.slice(to + end.length + 1)
      : `${page.trimEnd()}\n\n${part}`,
  );
}
