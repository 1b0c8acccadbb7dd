import { isBad } from '../checks/verdict.ts';
import type { SweepResult, SweepSummary } from '../contract/sweep.ts';
import { boundHops, shortHead } from './text/bounds.ts';
import { factsOf, prefixHexOf } from './text/detail-text.ts';
import { repeatCommand } from './text/repeat-command.ts';
import { askText, fixOf, reasonOf, targetNameOf, videoNameOf } from './text/result-words.ts';

/** A result for a bug tracker. What a server or a file chose stands as code, so that no tracker acts on it. */
export function markdownOf(result: SweepResult, summary: SweepSummary): string {
  const { hops, leftOut } = boundHops(result.exchanges);
  const { seeklab, curl } = repeatCommand(result, summary);
  const prefixHex = prefixHexOf(result);
  const reason = reasonOf(result);
  return [
    `### Seek ${codeSpan(askText(result.ask))} in ${codeSpan(videoNameOf(result, summary))} at ${codeSpan(targetNameOf(result, summary))}: ${result.verdict.result}`,
    '',
    ...(reason === '' ? [] : [codeSpan(reason), '']),
    ...factsOf(result).map(([name, value]) => `- ${name}: ${codeSpan(value)}`),
    ...(prefixHex === null
      ? []
      : [`- Bytes in front: ${codeSpan(prefixHex.slice(0, 200).replace(/..(?=.)/g, '$& '))}`]),
    ...result.checks
      .filter((check) => isBad(check.result))
      .flatMap(({ code, result: outcome, message, seen, expected }) => [
        '',
        `**${outcome}** \`${code}\`: ${codeSpan(message)}`,
        ...(seen === '' ? [] : [`- seen ${codeSpan(seen)}`]),
        ...(expected === '' ? [] : [`- expected ${codeSpan(expected)}`]),
        `- ${fixOf(code)}`,
      ]),
    ...([seeklab, curl].some((command) => command !== null)
      ? ['', 'How to repeat it:', '', codeBlock([seeklab, curl].filter(Boolean).join('\n'), 'sh')]
      : []),
    ...hops.flatMap(({ kind, peer, requestHead, responseHead }) => [
      '',
      `${kind}, ${codeSpan(peer)}:`,
      '',
      codeBlock([requestHead, responseHead].map(shortHead).join('\n\n'), 'http'),
    ]),
    ...(leftOut > 0 ? ['', `${leftOut} more hops are left out.`] : []),
    '',
  ].join('\n');
}

/** More backticks than stand in the text enclose it (CommonMark, 6.1); a line end in it is a space. */
function codeSpan(text: string): string {
  const line = text.replace(/\s*[\r\n]+\s*/g, ' ');
  const fence = fenceFor(line, 1);
  const space = /^`|`$|^ .* $/.test(line) ? ' ' : '';
  return line === '' ? '' : `${fence}${space}${line}${space}${fence}`;
}

function codeBlock(text: string, language: string): string {
  const fence = fenceFor(text, 3);
  return `${fence}${language}\n${text}\n${fence}`;
}

function fenceFor(text: string, least: number): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  return '`'.repeat(Math.max(least, longest + 1));
}
