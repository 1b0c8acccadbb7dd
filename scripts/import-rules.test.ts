import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { projectDir } from './lib/project.mjs';

/** Imports that the linter must refuse, and imports that it must leave alone. */
const forbidden = [
  ['app/flv/tag.ts', '../contract/video.ts'],
  ['app/flv/tag.ts', 'node:fs'],
  ['app/contract/video.ts', '../flv/tag.ts'],
  ['app/contract/video.ts', 'node:fs'],
  ['app/http/fields.ts', '../contract/video.ts'],
  ['app/http/fields.ts', '../flv/tag.ts'],
  ['app/http/fields.ts', 'node:buffer'],
  ['app/disk/confined-file.ts', '../contract/errors.ts'],
  ['app/disk/confined-file.ts', '../http/fields.ts'],
  ['app/checks/rule.ts', '../core/workbench.ts'],
  ['app/checks/deep/rule.ts', '../../proxy/reproxy.ts'],
  ['app/checks/deep/rule.ts', '../../seek/format.ts'],
  ['app/checks/rule.ts', 'node:fs'],
  ['app/proxy/reproxy.ts', '../core/workbench.ts'],
  ['app/proxy/client/answer.ts', '../../origin/storage.ts'],
  ['app/proxy/client/answer.ts', '../../checks/rule.ts'],
  ['app/origin/storage.ts', '../core/workbench.ts'],
  ['app/origin/storage.ts', '../proxy/reproxy.ts'],
  ['app/seek/seek-run.ts', '../renderer/player/player.ts'],
  ['app/seek/answer/feed.ts', '../../proxy/reproxy.ts'],
  ['app/seek/answer/feed.ts', 'node:fs'],
  ['app/seek/seek-run.ts', 'flv.js'],
  ['app/report/csv.ts', '../core/workbench.ts'],
  ['app/report/html/page.ts', '../../renderer/model/stores.ts'],
  ['app/report/csv.ts', '../seek/seek-run.ts'],
  ['app/report/csv.ts', 'node:fs'],
  ['app/report/csv.ts', 'zod'],
  ['app/checks/rule.ts', '../report/csv.ts'],
  ['app/sweep/tally.ts', '../core/workbench.ts'],
  ['app/sweep/plan/plan-asks.ts', 'node:fs'],
  ['app/faults/fault-rule.ts', '../core/workbench.ts'],
  ['app/faults/fault-rule.ts', '../sweep/tally.ts'],
  ['app/faults/fault-rule.ts', 'node:fs'],
  ['app/core/workbench.ts', '../web/web-door.ts'],
  ['app/core/library/library.ts', '../../cli/seeklab.ts'],
  ['app/core/workbench.ts', 'electron'],
  ['app/core/workbench.ts', '../node/seeklab.ts'],
  ['app/core/library/library.ts', '../../playwright/fixtures.ts'],
  ['app/node/seeklab.ts', '../proxy/reproxy.ts'],
  ['app/playwright/fixtures.ts', '../renderer/main.tsx'],
  ['app/web/web-door.ts', '../proxy/reproxy.ts'],
  ['app/web/web-door.ts', '../renderer/main.tsx'],
  ['app/web/web-door.ts', 'electron'],
  ['app/cli/commands/serve.ts', '../../main/main.ts'],
  ['app/cli/commands/serve.ts', '../../origin/storage.ts'],
  ['app/main/main.ts', '../renderer/main.tsx'],
  ['app/main/main.ts', '../proxy/reproxy.ts'],
  ['app/main/main.ts', '../http/fields.ts'],
  ['app/renderer/model/seek.ts', '../../core/workbench.ts'],
  ['app/renderer/model/seek.ts', 'node:fs'],
  ['app/renderer/model/seek.ts', '../../disk/confined-file.ts'],
  ['app/renderer/model/seek.ts', 'electron'],
] as const;

const allowed = [
  ['app/flv/tag.ts', './bytes.ts'],
  ['app/contract/video.ts', 'zod'],
  ['app/http/request-head.ts', './fields.ts'],
  ['app/disk/confined-file.ts', 'node:fs'],
  ['app/disk/confined-file.ts', 'node:fs/promises'],
  ['app/checks/rule.ts', '../contract/exchange.ts'],
  ['app/checks/rule.ts', '../http/raw-head.ts'],
  ['app/checks/deep/rule.ts', '../../flv/tag.ts'],
  ['app/checks/deep/rule.ts', '../verdict.ts'],
  ['app/proxy/client/answer.ts', '../../flv/prefix.ts'],
  ['app/proxy/client/answer.ts', '../../http/fields.ts'],
  ['app/proxy/storage/file.ts', '../../disk/confined-file.ts'],
  ['app/origin/storage.ts', 'node:fs'],
  ['app/origin/storage.ts', '../http/request-target.ts'],
  ['app/origin/storage.ts', '../disk/confined-file.ts'],
  ['app/origin/storage.ts', '../faults/fault-rule.ts'],
  ['app/faults/fault-rule.ts', '../contract/errors.ts'],
  ['app/faults/fault-rule.ts', '../sweep/plan/seeded.ts'],
  ['app/seek/seek-run.ts', '../flv/hex.ts'],
  ['app/seek/seek-run.ts', '../http/video-path.ts'],
  ['app/seek/answer/feed.ts', '../seek-failure.ts'],
  ['app/report/csv.ts', '../contract/sweep.ts'],
  ['app/report/csv.ts', '../seek/format.ts'],
  ['app/report/text/words.ts', '../../checks/rules/index.ts'],
  ['app/report/text/words.ts', '../../seek/format.ts'],
  ['app/sweep/tally.ts', '../checks/verdict.ts'],
  ['app/sweep/plan/plan-asks.ts', '../../contract/sweep.ts'],
  ['app/core/workbench.ts', '../proxy/reproxy.ts'],
  ['app/core/workbench.ts', '../origin/storage.ts'],
  ['app/core/workbench.ts', '../seek/seek-run.ts'],
  ['app/core/workbench.ts', '../report/index.ts'],
  ['app/web/web-door.ts', '../core/workbench.ts'],
  ['app/cli/commands/serve.ts', '../../web/web-door.ts'],
  ['app/main/main.ts', 'electron'],
  ['app/main/main.ts', '../web/web-door.ts'],
  ['app/renderer/model/seek.ts', '../../flv/tag.ts'],
  ['app/renderer/model/seek.ts', '../../http/stream-url.ts'],
  ['app/renderer/model/seek.ts', '../../report/index.ts'],
] as const;

/** What only a page has, or only Node: the seek and the grammar of HTTP run in both. */
const globals = [
  ['app/http/fields.ts', 'Buffer'],
  ['app/http/fields.ts', 'process'],
  ['app/seek/seek-run.ts', 'document'],
  ['app/seek/answer/feed.ts', 'window'],
  ['app/seek/answer/feed.ts', 'HTMLVideoElement'],
  ['app/seek/answer/feed.ts', 'Buffer'],
  ['app/seek/seek-run.ts', 'process'],
  ['app/report/csv.ts', 'Buffer'],
] as const;

const workDir = mkdtempSync(join(tmpdir(), 'seeklab-import-rules-'));
afterAll(() => rmSync(workDir, { recursive: true }));

const importing = (specifier: string) =>
  `import { thing } from '${specifier}';\n\nexport const probe = thing;\n`;

const using = (name: string) => `export const probe = () => ${name};\n`;

/** Files of that place, one per probe, that the rule refuses. */
function refusedFiles(
  probes: readonly (readonly [place: string, what: string])[],
  rule: string,
  codeOf: (what: string) => string,
): Set<string> {
  const root = mkdtempSync(join(workDir, 'app-'));
  copyFileSync(join(projectDir, 'biome.json'), join(root, 'biome.json'));
  for (const [number, [place, what]] of probes.entries()) {
    const file = join(root, probeName(place, number));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, codeOf(what));
  }
  const biome = join(projectDir, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const { stdout } = spawnSync(
    process.execPath,
    [biome, 'lint', '--vcs-enabled=false', '--max-diagnostics=none', '--reporter=github', '.'],
    { cwd: root, encoding: 'utf8' },
  );
  const refusals = stdout.matchAll(new RegExp(`${rule},file=([^,]+)`, 'g'));
  return new Set([...refusals].map(([, file = '']) => relative(root, file)));
}

const probeName = (place: string, number: number) => place.replace(/[^/]+$/, `probe-${number}.ts`);

const refusedOfForbidden = refusedFiles(forbidden, 'noRestrictedImports', importing);
const refusedOfAllowed = refusedFiles(allowed, 'noRestrictedImports', importing);

const refusedOfGlobals = refusedFiles(globals, 'noRestrictedGlobals', using);

test.each(forbidden.map((rule, number) => [...rule, number] as const))(
  '%s may not import %s',
  (place, _specifier, number) => {
    expect(refusedOfForbidden).toContain(probeName(place, number));
  },
);

test.each(allowed.map((rule, number) => [...rule, number] as const))(
  '%s may import %s',
  (place, _specifier, number) => {
    expect(refusedOfAllowed).not.toContain(probeName(place, number));
  },
);

test.each(globals.map((rule, number) => [...rule, number] as const))(
  '%s may not use %s',
  (place, _name, number) => {
    expect(refusedOfGlobals).toContain(probeName(place, number));
  },
);
