import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withLock } from '../../scripts/lib/lock.mjs';
import { projectDir } from '../../scripts/lib/project.mjs';

const run = promisify(execFile);

const sharedDir = join(projectDir, 'node_modules', '.cache', 'seeklab', 'videos');

/** A video of the tests: how ffmpeg makes it. */
export interface VideoRecipe {
  name: string;
  /** Frames per second, as ffmpeg takes it. */
  rate: string;
  /** Frames between keyframes. */
  gop: number;
  bFrames: number;
  hasAudio: boolean;
  /** 30 when not given. */
  seconds?: number;
  /** Extra filter after the frame strip, and extra output options. */
  filter?: string;
  /** Of the frames 0, 1, 2 ... of the source, those that the filter leaves. */
  isKept?: (frame: number) => boolean;
  output?: readonly string[];
}

const usual = { rate: '25', gop: 50, bFrames: 0, hasAudio: true } as const;

/** What real files differ in: GOPs, B-frames, frame rates, tracks, first timestamp. */
export const recipes: readonly VideoRecipe[] = [
  { ...usual, name: 'gop-0.4s.flv', gop: 10 },
  { ...usual, name: 'gop-2s.flv' },
  { ...usual, name: 'gop-10s.flv', gop: 250 },
  { ...usual, name: 'b-frames.flv', bFrames: 3 },
  { ...usual, name: 'ntsc.flv', rate: '30000/1001', gop: 60, bFrames: 2 },
  {
    ...usual,
    name: 'variable-rate.flv',
    isKept: (frame) => frame % 7 < 2 || frame % 7 > 3,
    filter: "select='not(between(mod(n,7),2,3))'",
    output: ['-fps_mode', 'vfr'],
  },
  { ...usual, name: 'no-audio.flv', hasAudio: false },
  { ...usual, name: 'late-start.flv', bFrames: 2, output: ['-output_ts_offset', '7.5'] },
];

/**
 * Makes a video whose frames carry their number; see `readFrameNumber`. All workers, and later runs,
 * share what one of them has made.
 */
export async function makeVideo(recipe: VideoRecipe, dir: string): Promise<string> {
  const args = ffmpegArguments(recipe);
  const key = createHash('sha256').update(args.join('\0')).digest('hex').slice(0, 16);
  const shared = join(sharedDir, `${key}.flv`);
  await withLock(`${shared}.lock`, async () => {
    if (existsSync(shared)) return;
    await run('ffmpeg', [...args, `${shared}.new`]);
    await rename(`${shared}.new`, shared);
  });
  const path = join(dir, recipe.name);
  await copyFile(shared, path);
  return path;
}

function ffmpegArguments(recipe: VideoRecipe): string[] {
  const length = ['-t', `${recipe.seconds ?? 30}`];
  const source = `testsrc2=size=640x360:rate=${recipe.rate}`;
  const sound = ['-f', 'lavfi', ...length, '-i', 'sine=frequency=440:sample_rate=44100'];
  return [
    ...['-v', 'error', '-y', '-f', 'lavfi', ...length, '-i', source],
    ...(recipe.hasAudio ? [...sound, '-c:a', 'aac', '-b:a', '96k'] : []),
    ...['-vf', [frameStrip(), recipe.filter].filter(Boolean).join(','), '-c:v', 'libx264'],
    ...['-preset', 'veryfast', '-b:v', '1200k', '-bf', `${recipe.bFrames}`],
    ...['-g', `${recipe.gop}`, '-keyint_min', `${recipe.gop}`, '-sc_threshold', '0'],
    ...['-pix_fmt', 'yuv420p', ...(recipe.output ?? [])],
    ...['-f', 'flv', '-flvflags', 'add_keyframe_index'],
  ];
}

/** Writes the frame number n as 16 blocks of 24x24 pixels, then a white and a black one. */
function frameStrip(): string {
  const block = 24;
  const box = (x: number, width: number, color: string, when = '') =>
    `drawbox=x=${x}:y=0:w=${width}:h=${block}:color=${color}:t=fill${when}`;
  const bits = Array.from({ length: 16 }, (_, bit) =>
    box(bit * block, block, 'white', `:enable='gt(bitand(n\\,${1 << bit})\\,0)'`),
  );
  return [box(0, block * 18, 'black'), ...bits, box(16 * block, block, 'white')].join(',');
}
