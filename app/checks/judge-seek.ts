import { type CheckResult, MAX_CHECK_TEXT } from '../contract/check.ts';
import type { Seek } from '../contract/seek.ts';
import type { VideoFacts } from '../contract/video.ts';
import type { Evidence } from './evidence.ts';
import { type Finding, skip } from './finding.ts';
import type { Need, Rule } from './rule.ts';
import { rules } from './rules/index.ts';
import { LIMITS } from './rules/limits.ts';
import { isAsStorageSaid, isVideoAnswer, isVideoDue, type Subject, subjectOf } from './subject.ts';
import { badnessOf } from './verdict.ts';

/**
 * Runs every check over a seek: one result of each, in the order of the rules. Where several exchanges
 * answered it, the worst counts.
 */
export function judgeSeek(evidence: Evidence): CheckResult[] {
  const subjects = evidence.exchanges.map((_, i) => subjectOf(evidence, i));
  return rules.map((rule) => {
    const results = subjects.flatMap((subject, i) =>
      subject === null || isAboutFirstOnly(rule, i) ? [] : [judgeOne(rule, subject, i)],
    );
    return results.length === 0 ? judgeAlone(rule, evidence) : worstOf(results);
  });
}

/** A seek is played once, however many exchanges it took. */
function isAboutFirstOnly(rule: Rule, index: number): boolean {
  return index > 0 && rule.group === 'playback';
}

function worstOf([first, ...others]: CheckResult[]): CheckResult {
  return others.reduce(
    (worst, each) => (badnessOf(each.result) > badnessOf(worst.result) ? each : worst),
    first as CheckResult,
  );
}

/** What these say of a part with something in front does not hold for a part alone. */
const OF_PREFIXED_PARTS = new Set([
  'range_fields_gone',
  'prefix_legal',
  'prefix_known',
  'sequence_headers_first',
  'flags_match_tracks',
  'raw_playable',
]);
/** What these say of the answer to a byte does not hold for a time. */
const OF_BYTE_STARTS = new Set([
  'length_promised',
  'range_fields_gone',
  'prefix_legal',
  'prefix_known',
  'body_exact',
  'beyond_end_refused',
  'bad_start_refused',
  'raw_playable',
]);

/** A target may be asked in another way than for a byte. */
function whyNoByteStart({ code, group }: Rule, { startUnit, asked }: Subject): string | null {
  if (startUnit === 'bytes' || asked.kind === 'whole') return null;
  if (startUnit === 'range') {
    return OF_PREFIXED_PARTS.has(code)
      ? 'This target is asked by Range: nothing stands in front of the part.'
      : null;
  }
  return group === 'stream' || OF_BYTE_STARTS.has(code)
    ? 'This target is asked for a time: where in the file it begins is its own choice.'
    : null;
}

function judgeOne(rule: Rule, subject: Subject, index: number): CheckResult {
  const lack =
    whyNoByteStart(rule, subject) ??
    rule.needs.map((need) => lackOf(need, subject)).find((why) => why !== null);
  return resultOf(rule, lack ? skip(lack) : rule.judge(subject), index);
}

/** Nothing was asked of the server. */
function judgeAlone(rule: Rule, { seek, facts, limits = LIMITS }: Evidence): CheckResult {
  if (seek?.source !== 'buffer') {
    return resultOf(rule, skip('There is no exchange for this seek.'), 0);
  }
  if (!rule.judgeBuffered) {
    const why = 'The picture was in the buffer: nothing was asked of the server.';
    return resultOf(rule, skip(why), 0);
  }
  const lacks = rule.needs.map((need) => {
    if (need === 'playback') return whyNotPlayed(seek);
    return need === 'index' ? whyNoIndex(facts) : null;
  });
  const lack = lacks.find((why) => why !== null);
  return resultOf(rule, lack ? skip(lack) : rule.judgeBuffered({ seek, facts, limits }), 0);
}

function lackOf(need: Need, subject: Subject): string | null {
  const { seek, response, body, facts, isHead } = subject;
  switch (need) {
    case 'head':
      return response === null ? 'No response head came.' : null;
    case 'body':
      if (isHead) return 'HEAD asks for no body.';
      if (!isVideoDue(subject)) return 'No video is due for such a start.';
      if (!isVideoAnswer(subject)) return 'The answer is an error: status_expected tells.';
      if (isAsStorageSaid(subject))
        return 'Storage sent no part, and the patch passes on what it sends.';
      return body === null || body.chain.bytes === 0 ? 'Nothing of the body was seen.' : null;
    case 'index':
      return whyNoIndex(facts);
    case 'playback':
      return whyNotPlayed(seek);
  }
}

function whyNoIndex(facts: VideoFacts | null): string | null {
  return facts?.isScanned ? null : 'The video has not been read: there is no index.';
}

function whyNotPlayed(seek: Seek | null): string | null {
  switch (seek?.state) {
    case undefined:
      return 'No player asked for it.';
    case 'running':
      return 'The seek still runs.';
    case 'superseded':
      return 'A later seek took its place.';
    case 'abandoned':
      return 'Its page went away.';
    case 'inspected':
      return 'Nothing shows it: there is no player, or no browser has the codec.';
    case 'played':
    case 'failed':
      return null;
  }
}

function resultOf({ code, severity }: Rule, finding: Finding, exchange: number): CheckResult {
  const { result, message, seen, expected, at } = finding;
  return {
    code,
    result: result === 'bad' ? severity : result,
    message: cut(message),
    seen: cut(seen),
    expected: cut(expected),
    exchange,
    at,
  };
}

const cut = (text: string) =>
  text.length <= MAX_CHECK_TEXT ? text : `${text.slice(0, MAX_CHECK_TEXT - 1)}…`;
