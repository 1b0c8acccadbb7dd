import { personalityName } from '../../contract/personality.ts';
import type { SweepAsk, SweepResult, SweepSummary } from '../../contract/sweep.ts';
import { alwaysShownText } from '../../faults/parse-faults.ts';
import { quoted, shellWord } from '../../http/shell-words.ts';
import { fillPattern, readPattern } from '../../http/target-pattern.ts';
import { formatTime } from '../../seek/format.ts';
import { curlCommand } from './hop-command.ts';

/** Commands for a POSIX shell that ask for the same once more; null where there is none. */
export interface RepeatCommands {
  readonly seeklab: string | null;
  readonly curl: string | null;
}

/** How to repeat what came to a result. What is masked in it, the reader has to put in. */
export function repeatCommand(result: SweepResult, summary: SweepSummary): RepeatCommands {
  return { seeklab: seeklabCommand(result, summary), curl: curlOf(result, summary) };
}

function seeklabCommand(result: SweepResult, { videos, targets }: SweepSummary): string | null {
  const target = targets[result.target];
  const name = nameAt(target?.name ?? null, videos[result.video]?.name ?? result.seek.videoName);
  const place = placeOf(result.ask);
  if (place === null) return null;
  return [
    'seeklab seek',
    ...(name.startsWith('-') ? [] : [shellWord(name)]),
    `--at ${shellWord(place)}`,
    ...(target?.pattern ? [`--target ${shellWord(target.pattern)}`] : []),
    ...mannersOf(target?.personality ?? null),
    ...(result.fault === null ? [] : [`--fault ${shellWord(alwaysShownText(result.fault))}`]),
    ...(name.startsWith('-') ? [`-- ${shellWord(name)}`] : []),
  ].join(' ');
}

/** The library has a target's videos as `TARGET://NAME`; the target knows them by name. */
export function nameAt(target: string | null, name: string): string {
  return target !== null && name.startsWith(`${target}://`) ? name.slice(target.length + 3) : name;
}

/** As `seeklab seek --at` takes it. */
export function placeOf(ask: SweepAsk): string | null {
  switch (ask.kind) {
    case 'time':
      return ask.timeMs < 0 ? null : formatTime(ask.timeMs);
    case 'offset':
      return ask.offset < 0 ? null : `@${ask.offset}`;
    case 'keyframe':
      return ask.keyframe < 0 ? null : `#${ask.keyframe}`;
    case 'start':
      return /^\d{1,15}$/.test(ask.text ?? '') ? `@${Number(ask.text)}` : null;
  }
}

/** `perlbal-patch with quirks` is a personality and a switch. */
function mannersOf(text: string | null): string[] {
  const [name, ...more] = text?.split(/[ +]/) ?? [];
  const { success, data } = personalityName.safeParse(name);
  if (!success) return [];
  return [`--personality ${data}`, ...(more.includes('quirks') ? ['--quirks'] : [])];
}

/** The client's own request where it was kept; else what the target's pattern makes of the place. */
function curlOf(result: SweepResult, { videos, targets }: SweepSummary): string | null {
  const hops = result.exchanges[0]?.hops ?? [];
  const hop = hops.find(({ kind }) => kind === 'target') ?? hops[0];
  if (hop !== undefined) return curlCommand(hop);
  const read = readPattern(targets[result.target]?.pattern ?? '');
  if (read.kind === 'fault') return null;
  if (read.startUnit === 'ms' || read.startUnit === 'seconds') return null;
  const { url, range } = fillPattern(read, {
    videoName: nameAt(
      targets[result.target]?.name ?? null,
      videos[result.video]?.name ?? result.seek.videoName,
    ),
    start: startOf(result),
  });
  const field = range === null ? [] : [`-H ${quoted(`Range: ${range}`)}`];
  return ['curl -sv -o /dev/null', ...field, quoted(url)].join(' ');
}

function startOf({ ask, seek }: SweepResult): string | null {
  if (ask.kind === 'start') return ask.text === null ? null : encodeURIComponent(ask.text);
  return seek.requestedOffset === null ? null : String(seek.requestedOffset);
}
