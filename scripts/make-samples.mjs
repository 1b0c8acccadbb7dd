// Makes the videos of assets/samples with ffmpeg (libx264, libmp3lame, DejaVu fonts).
// Run it only to change them: the results are committed, so nobody else needs ffmpeg.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readTagSpans } from './lib/flv-tags.mjs';

const commandLine = fileURLToPath(new URL('./seeklab.mjs', import.meta.url));
const samplesDir = fileURLToPath(new URL('../assets/samples/', import.meta.url));
const font = '/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf';
const mono = '/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf';

const FRAMES_PER_SECOND = 25;
const FRAMES_PER_GOP = 50;

/** @param {string[]} args */
function ffmpeg(...args) {
  execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...args], {
    stdio: 'inherit',
  });
}

/**
 * The frame number n as a strip of 24-pixel blocks at the top left: block k is white when bit k
 * of n is set. Block 16 is always white and block 17 always black, to check the reading.
 */
function frameStrip() {
  const block = 24;
  const box = (/** @type {number} */ index, /** @type {string} */ color, enable = '') =>
    `drawbox=x=${index * block}:y=0:w=${block}:h=${block}:color=${color}:t=fill${enable}`;
  const bits = Array.from({ length: 16 }, (_, bit) =>
    box(bit, 'white', `:enable='gt(bitand(n,${1 << bit}),0)'`),
  );
  const background = `drawbox=x=0:y=0:w=${block * 18}:h=${block}:color=black:t=fill`;
  return [background, ...bits, box(16, 'white')].join(',');
}

/** The same number for people, with the time: hue and ball show the position at a glance. */
function picture(/** @type {number} */ seconds, /** @type {string} */ size) {
  const source =
    `gradients=s=${size}:r=${FRAMES_PER_SECOND}:d=${seconds}:speed=0.012:seed=3:type=spiral` +
    ':nb_colors=5:c0=0x0b132b:c1=0x3a506b:c2=0x5bc0be:c3=0xf2a65a:c4=0xb23a6b';
  const ball =
    `color=c=white:s=56x56:r=${FRAMES_PER_SECOND}:d=${seconds},format=yuva420p,` +
    `geq=lum=235:cb=128:cr=128:a='225*clip(27-hypot(X-28,Y-28),0,1)'[ball]`;
  const path =
    `overlay=x='(W-w)/2+(W-w)*0.42*sin(2*PI*t/6)':` +
    `y='(H-h)/2+(H-h)*0.30*sin(2*PI*t/4)':format=auto`;
  const text = (
    /** @type {string} */ file,
    /** @type {number} */ fontSize,
    /** @type {string} */ rest,
  ) =>
    `drawtext=fontfile=${file}:fontsize=${fontSize}:fontcolor=white:` +
    `box=1:boxcolor=black@0.55:boxborderw=8:${rest}`;
  const fontSize = Number(size.split('x')[0]) / 20;
  const number = text(mono, fontSize, "x=20:y=h-th-22:text='frame %{frame_num}':start_number=0");
  const time = text(mono, fontSize, "x=w-tw-20:y=h-th-22:text='%{pts\\:hms}'");
  const name = text(font, 18, "x=20:y=44:text='Seeklab sample'");
  return `${ball};${source},hue=h='90*t/${seconds}'[sky];[sky][ball]${path},${name},${number},${time}`;
}

/** @typedef {{ sampleRate: number, samplesPerFrame: number, isPrimed: boolean }} AudioShape */

/** A quiet tone that climbs from 220 Hz to 660 Hz, plucked once a second: position by ear. */
function sound(/** @type {number} */ seconds, /** @type {AudioShape} */ shape) {
  const sweep = 440 / (2 * seconds);
  const phase = `2*PI*(220*t+${sweep}*t*t)`;
  const pluck = '(0.35+0.65*exp(-5*mod(t,1)))*min(1,40*mod(t,1))';
  // ffmpeg's AAC encoder puts one frame of priming in front, which would move the video's first
  // timestamp from 0 to 23 ms: sound that starts one frame late brings it back.
  const delay = shape.isPrimed ? `,asetpts=PTS+${shape.samplesPerFrame}` : '';
  return (
    `aevalsrc='0.10*${pluck}*(sin(${phase})+0.4*sin(1.5*${phase})+0.15*sin(3*${phase}))'` +
    `:s=${shape.sampleRate}:d=${seconds},asetnsamples=n=${shape.samplesPerFrame}${delay}`
  );
}

/** @type {AudioShape} */
const aac = { sampleRate: 44100, samplesPerFrame: 1024, isPrimed: true };
/** @type {AudioShape} */
const mp3 = { sampleRate: 22050, samplesPerFrame: 576, isPrimed: false };

const plain = [
  '-map_metadata',
  '-1',
  '-fflags',
  '+bitexact',
  '-flags:v',
  '+bitexact',
  '-flags:a',
  '+bitexact',
  '-f',
  'flv',
];

const withIndex = ['-flvflags', 'add_keyframe_index'];

/** H.264 without B-frames, so that frame n is shown at n * 40 ms and the ffmpeg index is true. */
function makeH264(
  /** @type {string} */ name,
  /** @type {number} */ seconds,
  /** @type {string[]} */ ...flags
) {
  ffmpeg(
    '-filter_complex',
    `${picture(seconds, '640x360')},${frameStrip()},format=yuv420p[v];${sound(seconds, aac)}[a]`,
    '-map',
    '[v]',
    '-map',
    '[a]',
    '-t',
    String(seconds),
    '-c:v',
    'libx264',
    '-preset',
    'veryslow',
    '-tune',
    'animation',
    '-profile:v',
    'high',
    '-bf',
    '0',
    '-g',
    String(FRAMES_PER_GOP),
    '-keyint_min',
    String(FRAMES_PER_GOP),
    '-sc_threshold',
    '0',
    '-x264-params',
    'open-gop=0',
    '-crf',
    '26',
    '-maxrate',
    '420k',
    '-bufsize',
    '840k',
    '-c:a',
    'aac',
    '-b:a',
    '56k',
    '-ac',
    '1',
    ...flags,
    ...plain,
    samplesDir + name,
  );
}

function makeSorenson() {
  const seconds = 4;
  ffmpeg(
    '-filter_complex',
    `${picture(seconds, '320x240')},format=yuv420p[v];${sound(seconds, mp3)}[a]`,
    '-map',
    '[v]',
    '-map',
    '[a]',
    '-t',
    String(seconds),
    '-c:v',
    'flv1',
    '-q:v',
    '12',
    '-g',
    String(FRAMES_PER_GOP),
    '-c:a',
    'libmp3lame',
    '-b:a',
    '32k',
    '-ac',
    '1',
    ...withIndex,
    ...plain,
    `${samplesDir}whole.tmp.flv`,
  );
  // ffmpeg's index has the times of pictures, which are not always those of their tags.
  rmSync(`${samplesDir}sorenson.flv`, { force: true });
  const index = ['index', `${samplesDir}whole.tmp.flv`, '--write', `${samplesDir}sorenson.flv`];
  execFileSync(process.execPath, [commandLine, ...index], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  rmSync(`${samplesDir}whole.tmp.flv`);
}

function makeAudioOnly() {
  ffmpeg(
    '-f',
    'lavfi',
    '-i',
    sound(6, aac),
    '-c:a',
    'aac',
    '-b:a',
    '48k',
    '-ac',
    '1',
    ...plain,
    `${samplesDir}audio-only.flv`,
  );
}

/** ffmpeg counts it without the tags that come before the first keyframe; all else that it declares is right. */
function setLastKeyframeLocation(/** @type {string} */ path) {
  const bytes = readFileSync(path);
  const isKeyframe = (/** @type {{ offset: number, type: number }} */ tag) =>
    tag.type === 9 && bytes[tag.offset + 11] === 0x17 && bytes[tag.offset + 12] === 1;
  const last = readTagSpans(bytes).findLast(isKeyframe);
  const name = 'lastkeyframelocation';
  // The name, the type (0: a number), the number.
  bytes.writeDoubleBE(last?.offset ?? 0, bytes.indexOf(name) + name.length + 1);
  writeFileSync(path, bytes);
}

/** Like a download that broke off: the header and index promise 6 s, the last video tag is half there. */
function makeCutShort() {
  const whole = `${samplesDir}whole.tmp.flv`;
  makeH264('whole.tmp.flv', 6, ...withIndex);
  const bytes = readFileSync(whole);
  const cut = readTagSpans(bytes).find((tag) => tag.type === 9 && tag.timestampMs >= 4300);
  if (!cut) throw new Error('the video to cut has no video tag at 4.3 s');
  writeFileSync(
    `${samplesDir}cut-short.flv`,
    bytes.subarray(0, cut.offset + 11 + (cut.dataSize >> 1)),
  );
  rmSync(whole);
}

makeH264('sample.flv', 60, ...withIndex);
setLastKeyframeLocation(`${samplesDir}sample.flv`);
makeH264('no-index.flv', 8);
makeSorenson();
makeAudioOnly();
makeCutShort();
