import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { audit, codesOf } from './test-support/audit.ts';

/** Is the program here? Then what it writes is audited too. */
function isInstalled(program: string, versionFlag: string): boolean {
  try {
    execFileSync(program, [versionFlag], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('the real writers', () => {
  test('ffmpeg and flvmeta are recognised, with their habits', async ({ skip }) => {
    skip(!isInstalled('ffmpeg', '-version'), 'ffmpeg is not installed');
    skip(!isInstalled('flvmeta', '--version'), 'flvmeta is not installed');
    const folder = mkdtempSync(join(tmpdir(), 'seeklab-audit-'));
    const [byFfmpeg, byFlvmeta] = [join(folder, 'ffmpeg.flv'), join(folder, 'flvmeta.flv')];
    try {
      const input = '-v error -f lavfi -i testsrc2=s=160x120:r=25 -t 6'.split(' ');
      const output = '-c:v libx264 -bf 2 -g 50 -flvflags add_keyframe_index'.split(' ');
      execFileSync('ffmpeg', [...input, ...output, byFfmpeg]);
      execFileSync('flvmeta', ['-U', byFfmpeg, byFlvmeta]);
      const ffmpeg = await audit({ bytes: readFileSync(byFfmpeg) });
      expect(ffmpeg).toMatchObject({
        dialect: { writer: 'ffmpeg', knownBy: 'creator', beginsWith: 'keyframe' },
        clock: { kind: 'decode' },
      });
      const flvmeta = await audit({ bytes: readFileSync(byFlvmeta) });
      expect(flvmeta.dialect).toMatchObject({ writer: 'flvmeta', beginsWith: 'sequence_header' });
      expect(codesOf(flvmeta)).toContain('index_on_end_of_sequence');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
