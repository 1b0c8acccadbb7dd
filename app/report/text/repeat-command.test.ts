import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import type { SweepAsk, SweepResult } from '../../contract/sweep.ts';
import { shellWords } from '../../http/shell-words.ts';
import { makeFailure, makeResult, makeSummary } from '../test-support/make-sweep.ts';
import { repeatCommand } from './repeat-command.ts';

const ofAsk = (ask: SweepAsk, patch: Partial<SweepResult> = {}) =>
  repeatCommand(makeResult({ ask, ...patch }), makeSummary());

it.each<[SweepAsk, string]>([
  [{ kind: 'time', timeMs: 42_300 }, 'seeklab seek sample.flv --at 0:42.300 --personality nginx'],
  [{ kind: 'offset', offset: 12 }, 'seeklab seek sample.flv --at @12 --personality nginx'],
  [{ kind: 'keyframe', keyframe: 2 }, "seeklab seek sample.flv --at '#2' --personality nginx"],
  [{ kind: 'start', text: '012' }, 'seeklab seek sample.flv --at @12 --personality nginx'],
])('%o is asked again by seeklab', (ask, command) => {
  expect(ofAsk(ask).seeklab).toBe(command);
});

it.each<[SweepAsk]>([
  [{ kind: 'start', text: '1e3' }],
  [{ kind: 'start', text: null }],
  [{ kind: 'offset', offset: -1 }],
])('%o is nothing that seeklab seek takes', (ask) => {
  expect(ofAsk(ask).seeklab).toBeNull();
});

it('a target is asked by its pattern, and by curl as the pattern says', () => {
  const { seeklab, curl } = ofAsk({ kind: 'start', text: "1' 2" }, { target: 1 });
  expect(seeklab).toBeNull();
  expect(curl).toBe("curl -sv -o /dev/null 'http://origin-3.test/v/sample.flv?start=1'\\''%202'");
  expect(ofAsk({ kind: 'offset', offset: 7 }, { target: 1 }).seeklab).toBe(
    "seeklab seek sample.flv --at @7 --target 'http://origin-3.test/v/{name}?start={start}' --personality lighttpd",
  );
});

it('curl asks what the client asked, where that was kept', () => {
  expect(repeatCommand(makeFailure(), makeSummary()).curl).toBe(
    "curl -sv -o /dev/null 'http://127.0.0.1:8000/v/sample.flv?start=1261000'",
  );
});

it('a name that a shell would do something with, or take for an option, is one word', () => {
  for (const name of ['it\'s $(id) `x` \\ "a".flv', '-rf.flv', 'a\nb.flv']) {
    const videos = [{ name, sizeBytes: 1, durationMs: null, keyframes: 0 }];
    const { seeklab } = repeatCommand(makeResult(), makeSummary({ videos }));
    expect(shellWords(seeklab ?? '')).toContain(name);
    const words = execFileSync('sh', ['-c', `printf '%s\\0' ${seeklab}`], { encoding: 'utf8' });
    expect(words.split('\0')).toContain(name);
  }
});
