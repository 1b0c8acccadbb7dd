import { rules } from '../../checks/rules/index.ts';
import { isBad } from '../../checks/verdict.ts';
import type { CheckResult, Verdict } from '../../contract/check.ts';
import type { Exchange, Hop } from '../../contract/exchange.ts';
import type { Seek } from '../../contract/seek.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { fromHex } from '../../flv/hex.ts';
import { describePrefix } from '../../flv/prefix.ts';
import {
  formatAsked,
  formatCount,
  formatDuration,
  formatSignedMs,
  formatTime,
} from '../../seek/format.ts';
import { safeText } from '../safe-text.ts';

/** A seek with the exchanges that it caused, and what the checks say of them. */
export interface SeekWithExchanges {
  seek: Seek;
  exchanges: readonly Exchange[];
  verdict: Verdict;
  checks: readonly CheckResult[];
}

/** One seek for people: verdict, asked, answer, prefix, landed, hops; with `hasHeads` the raw heads too. */
export function seekText(
  { seek, exchanges, verdict, checks }: SeekWithExchanges,
  facts: VideoFacts,
  hasHeads: boolean,
): string {
  const hops = exchanges.flatMap((exchange) => exchange.hops);
  const lines = [
    `${formatAsked(seek.asked)} in ${seek.videoName}`,
    ...verdictLines(verdict, checks),
    ...exchanges
      .flatMap(({ faults }) => faults)
      .map((text) => row('fault', `${text}, shown on purpose`)),
    row('asked', askedLine(seek)),
    row('answer', answerLine(seek)),
    ...prefixLines(seek, facts),
    row('landed', landedLine(seek)),
    ...(seek.resync ? [row('', seek.resync.reason)] : []),
    ...(seek.error ? errorLines(seek.error) : []),
    ...hopLines(hops),
    ...(hasHeads ? hops.flatMap(headLines) : []),
  ];
  return `${lines.map(safeText).join('\n')}\n\n`;
}

/** The verdict, and each check that came to something bad. */
function verdictLines({ result }: Verdict, checks: readonly CheckResult[]): string[] {
  const counted = (name: CheckResult['result']) =>
    checks.filter((check) => check.result === name).length;
  const counts = `${counted('pass')} passed, ${counted('warn')} warned, ${counted('fail')} failed, ${counted('skip')} skipped`;
  return [
    row('verdict', `${result}: ${counts}`),
    ...checks.filter((check) => isBad(check.result)).flatMap(checkLines),
  ];
}

function checkLines({ code, result, message, seen, expected }: CheckResult): string[] {
  const values = [seen && `seen ${seen}`, expected && `expected ${expected}`].filter(Boolean);
  const fix = rules.find((rule) => rule.code === code)?.fix ?? '';
  return [
    row('', `${result} ${code}: ${message}`),
    ...(values.length === 0 ? [] : [row('', `  ${values.join(', ')}`)]),
    row('', `  ${fix}`),
  ];
}

function askedLine({ requestedOffset, expectedMs }: Seek): string {
  if (requestedOffset === null) return 'nothing: it was not sent';
  const start = requestedOffset === 0 ? 'the whole file' : `start=${requestedOffset}`;
  return expectedMs === null ? start : `${start} for ${formatTime(expectedMs)}`;
}

function answerLine({ status, headMs, firstByteMs }: Seek): string {
  if (status === null) return 'none';
  const head = headMs === null ? '' : ` after ${formatDuration(headMs)}`;
  const body =
    firstByteMs === null ? ', no body' : `, first byte after ${formatDuration(firstByteMs)}`;
  return `${status}${head}${body}`;
}

function prefixLines({ prefixHex, requestedOffset }: Seek, facts: VideoFacts): string[] {
  if (prefixHex === null) {
    return requestedOffset === 0 ? [row('prefix', 'none: the whole file was asked for')] : [];
  }
  const bytes = fromHex(prefixHex) ?? new Uint8Array();
  const { fields, isPatch, isNginx, isFileOwn } = describePrefix(
    bytes,
    fromHex(facts.headHex) ?? undefined,
  );
  const whose = isPatch
    ? 'as the 2007 patch'
    : isNginx
      ? 'as nginx'
      : isFileOwn
        ? 'the file’s own'
        : '';
  return [
    row('prefix', [prefixHex.replace(/..(?=.)/g, '$& '), whose].filter(Boolean).join('  ')),
    ...fields.map(({ name, hex, value, specified, isAsSpecified }) =>
      row(
        '',
        `${hex.padEnd(13)}${name.padEnd(18)}${value}${isAsSpecified ? '' : `, the specification wants ${specified}`}`,
      ),
    ),
  ];
}

function landedLine({ landed, expectedMs }: Seek): string {
  if (!landed) return 'nowhere';
  const { timeMs, offset, tagType, isKeyframe } = landed;
  const tag =
    tagType === 9 ? (isKeyframe ? 'keyframe' : 'video tag') : tagType === 8 ? 'audio tag' : 'tag';
  const error = expectedMs === null ? '' : `, error ${formatSignedMs(timeMs - expectedMs)}`;
  return `${tag} of ${formatTime(timeMs)} at byte ${formatCount(offset)}${error}`;
}

function errorLines({ code, message, fix }: NonNullable<Seek['error']>): string[] {
  return [row('error', `${code}: ${message}`), row('', fix)];
}

function hopLines(hops: readonly Hop[]): string[] {
  const names = ['hop', 'peer', 'status', 'connect', 'head', 'first byte', 'end', 'outcome'];
  const rows = hops.map((hop) => [
    hop.kind,
    hop.peer,
    hop.status === null ? '-' : String(hop.status),
    hop.isConnectionReused ? 'reused' : since(hop, hop.connectedMs),
    since(hop, hop.responseHeadMs),
    since(hop, hop.firstBodyByteMs),
    since(hop, hop.endMs),
    hop.outcome,
  ]);
  if (rows.length === 0) return [];
  const widths = names.map((name, i) =>
    Math.max(name.length, ...rows.map((r) => (r[i] ?? '').length)),
  );
  return [names, ...rows].map((cells) =>
    `  ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd(),
  );
}

/** From the hop's own start. */
const since = ({ startMs }: Hop, atMs: number | null) =>
  atMs === null ? '-' : formatDuration(atMs - startMs);

function headLines({ kind, peer, requestHead, responseHead, interimHeads }: Hop): string[] {
  return [
    '',
    `  ${kind} ${peer}`,
    ...marked('>', requestHead),
    ...interimHeads.flatMap((head) => marked('<', head)),
    ...marked('<', responseHead),
  ];
}

const marked = (mark: string, head: string) =>
  head === ''
    ? [`  ${mark} nothing came`]
    : head
        .replace(/(\r\n)+$/, '')
        .split('\r\n')
        .map((line) => `  ${mark} ${line}`);

const row = (name: string, text: string) => `  ${name.padEnd(8)}${text}`;
