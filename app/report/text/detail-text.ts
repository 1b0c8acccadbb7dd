import { isBad } from '../../checks/verdict.ts';
import type { CheckResult } from '../../contract/check.ts';
import type { Hop } from '../../contract/exchange.ts';
import type { SweepResult, SweepSummary } from '../../contract/sweep.ts';
import { fromHex } from '../../flv/hex.ts';
import { describePrefix } from '../../flv/prefix.ts';
import { formatCount, formatDuration, formatSignedMs, formatTime } from '../../seek/format.ts';
import { boundHops, shortHead } from './bounds.ts';
import { repeatCommand } from './repeat-command.ts';
import { fixOf, landedErrorMs } from './result-words.ts';

/** A result for people, in lines: facts, checks, the 13 bytes, heads, how to repeat it. */
export function detailText(result: SweepResult, summary: SweepSummary): string {
  const { hops, leftOut } = boundHops(result.exchanges);
  const { seeklab, curl } = repeatCommand(result, summary);
  return [
    ...factsOf(result).map(([name, value]) => `${name}: ${value}`),
    ...result.checks.filter((check) => isBad(check.result)).flatMap(checkLines),
    ...prefixLines(result),
    ...hops.flatMap(hopLines),
    ...(leftOut > 0 ? ['', `${formatCount(leftOut)} more hops are left out.`] : []),
    '',
    'Repeat it:',
    ...[seeklab, curl].flatMap((command) => (command === null ? [] : [`  ${command}`])),
  ].join('\n');
}

/** What is known of a seek in a few words each; what is not known is left out. */
export function factsOf({
  seek,
  fault,
  plan,
  marks,
}: SweepResult): [name: string, value: string][] {
  const { requestedOffset, expectedMs, status, landed, played } = seek;
  const errorMs = landedErrorMs(seek);
  const facts: [string, string | null][] = [
    ['Note', marks?.note || null],
    ['Marked as', marks?.mark ?? null],
    ['Colour', marks?.colour ?? null],
    ['Plan', plan],
    ['Fault shown on purpose', fault],
    ['Asked for byte', requestedOffset === null ? null : formatCount(requestedOffset)],
    ['Asked time', expectedMs === null ? null : formatTime(expectedMs)],
    ['Status', status === null ? null : String(status)],
    [
      'Landed',
      landed === null
        ? null
        : `${tagName(landed)} of ${formatTime(landed.timeMs)} at byte ${formatCount(landed.offset)}`,
    ],
    ['Landed off by', errorMs === null ? null : formatSignedMs(errorMs)],
    ['Played', played === null ? null : formatTime(played.timeMs)],
    ['Head after', duration(seek.headMs)],
    ['First byte after', duration(seek.firstByteMs)],
    ['Picture after', duration(seek.firstPictureMs)],
    [
      'Played on',
      seek.playedOn &&
        `for ${formatDuration(seek.playedOn.watchedMs)}, stood still for ${formatDuration(seek.playedOn.stalledMs)}`,
    ],
    ['Resynchronised', seek.resync?.reason ?? null],
    ['Raw', seek.raw === null ? null : seek.raw.reason],
    ['Error', seek.error === null ? null : `${seek.error.code}: ${seek.error.message}`],
    ['Remedy', seek.error === null ? null : seek.error.fix],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== null);
}

const duration = (ms: number | null) => (ms === null ? null : formatDuration(ms));

export function tagName({ tagType, isKeyframe }: { tagType: number; isKeyframe: boolean }): string {
  if (tagType === 9) return isKeyframe ? 'keyframe' : 'video tag';
  return tagType === 8 ? 'audio tag' : 'tag';
}

function checkLines({ code, result, message, seen, expected }: CheckResult): string[] {
  return [
    '',
    `${result} ${code}: ${message}`,
    ...(seen === '' ? [] : [`  seen     ${seen}`]),
    ...(expected === '' ? [] : [`  expected ${expected}`]),
    `  ${fixOf(code)}`,
  ];
}

/** The bytes in front: as the client got them, or as an exchange has them. */
export function prefixHexOf({ seek, exchanges }: SweepResult): string | null {
  return seek.prefixHex ?? exchanges.find(({ prefixHex }) => prefixHex !== null)?.prefixHex ?? null;
}

function prefixLines(result: SweepResult): string[] {
  const hex = prefixHexOf(result);
  const bytes = hex === null ? null : fromHex(hex);
  if (bytes === null) return [];
  return [
    '',
    'The bytes in front:',
    ...describePrefix(bytes).fields.map(
      ({ hex: shown, name, value, meaning }) =>
        `  ${shown.padEnd(13)}${name.padEnd(18)}${value}  ${meaning}`,
    ),
  ];
}

function hopLines(hop: Hop): string[] {
  const { kind, peer, outcome, requestHead, responseHead } = hop;
  return [
    '',
    `${kind} ${peer} (${outcome})`,
    ...marked('>', requestHead),
    ...marked('<', responseHead),
  ];
}

const marked = (mark: string, head: string) =>
  head === ''
    ? [`  ${mark} nothing came`]
    : shortHead(head)
        .split('\n')
        .map((line) => `  ${mark} ${line}`);
