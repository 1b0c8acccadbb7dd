import { spawnSync } from 'node:child_process';
import { tell } from './project.mjs';
import { installSystemPackage } from './system-package.mjs';

/** Why ffmpeg cannot make the videos of the tests here; null when it can. */
export function whyNoFfmpeg() {
  const { status, stdout } = spawnSync('ffmpeg', ['-v', 'error', '-encoders'], {
    encoding: 'utf8',
  });
  if (status !== 0) return 'ffmpeg, which makes the videos, is not installed';
  return stdout.includes('libx264') ? null : 'ffmpeg, which makes the videos, has no libx264 here';
}

/** Installs ffmpeg with the system's package manager; without one, tests that need it are skipped. */
export function installFfmpeg() {
  const need = 'The tests need ffmpeg, which makes their videos, and there is none';
  const isTried = installSystemPackage(need, 'ffmpeg', { dnf: 'ffmpeg-free' });
  if (!isTried || whyNoFfmpeg() !== null) tell(`${need}: tests that use it are skipped.`);
}
