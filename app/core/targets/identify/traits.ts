import type { Model, OddAnswer } from '../../../checks/expectations/model.ts';
import type { IdentityRow } from '../../../contract/target.ts';
import { isFlv } from '../../../flv/file-header.ts';
import { fromHex, toHex } from '../../../flv/hex.ts';
import { prefixLength, specPrefix } from '../../../flv/prefix.ts';
import { scriptTagType } from '../../../flv/tag-header.ts';
import type { ProbeAnswer } from './probe.ts';

/** What a target was asked, and answered. */
export interface Probes {
  /** The offset of a keyframe in the middle of the file. */
  middle: number;
  sizeBytes: number;
  /** First 13 bytes of the file itself, hex. */
  headHex: string;
  /** TypeFlags of the file's header. */
  flags: number;
  part: ProbeAnswer;
  partHead: ProbeAnswer;
  /** Bytes behind the head of its answer to HEAD; null where it gave none to that. */
  afterHead: number | null;
  /** A Range together with the start. */
  partRange: ProbeAnswer;
  zero: ProbeAnswer;
  size: ProbeAnswer;
  beyond: ProbeAnswer;
  negative: ProbeAnswer;
}

/** How far behind the end `beyond` asks. */
export const BEYOND_BYTES = 1000;

/** What the answers showed, beside what that kind of server would have shown. */
export function compareWith(model: Model, probes: Probes): IdentityRow[] {
  const { middle, sizeBytes, part } = probes;
  const at = `start=${middle}`;
  const length = (answer: ProbeAnswer) => answer.field('content-length') ?? 'not said';
  const movesStart = model.movesToKeyframe;
  const rows: (IdentityRow | null)[] = [
    row(at, 'status', part.status, 200),
    row(at, 'first bytes', firstBytes(probes), expectedFirstBytes(model, probes)),
    // A head of the file's own is as long as it is.
    movesStart ? null : row(at, 'Content-Length', length(part), sizeBytes - middle + prefixLength),
    row(
      at,
      'Accept-Ranges',
      isSent(part, 'accept-ranges'),
      model.keepsAcceptRanges ? SENT : NOT_SENT,
    ),
    row(
      `${at}, Range: bytes=0-12`,
      'status',
      probes.partRange.status,
      model.appliesRange ? 206 : 200,
    ),
    headRow(model, probes),
    probes.afterHead === null
      ? null
      : row(`HEAD ${at}`, 'bytes after the head', probes.afterHead, model.bytesAfterHead),
    row('start=0', 'answer', kindOf(probes.zero, probes), 'whole'),
    row(`start=${sizeBytes}`, 'answer', kindOf(probes.size, probes), model.beyondEnd),
    row(
      `start=${sizeBytes + BEYOND_BYTES}`,
      'answer',
      kindOf(probes.beyond, probes),
      model.beyondEnd,
    ),
    badStartRow(model, kindOf(probes.negative, probes)),
  ];
  return rows.filter((each) => each !== null);
}

const SENT = 'sent';
const NOT_SENT = 'not sent';

function row(
  probe: string,
  trait: string,
  seen: string | number,
  expected: string | number,
): IdentityRow {
  const [is, should] = [String(seen), String(expected)];
  return { probe, trait, seen: is, expected: should, isSame: is === should };
}

/** Perlbal takes the length of the whole file for that of the part: storage answers HEAD without a Range. */
function headRow(
  { isCareless }: Model,
  { middle, sizeBytes, part, partHead }: Probes,
): IdentityRow {
  const expected = isCareless ? `${part.status}, ${sizeBytes + prefixLength}` : said(part);
  return row(`HEAD start=${middle}`, 'status, Content-Length', said(partHead), expected);
}

/** A proxy that believes its application never hears of a start that the application refuses. */
function badStartRow({ badStart, isCareless }: Model, seen: string): IdentityRow {
  const asModel = row('start=-1', 'answer', seen, badStart);
  if (!isCareless) return asModel;
  const expected = `${badStart}, or refused by its application`;
  return { ...asModel, expected, isSame: asModel.isSame || seen === 'refused' };
}

const said = (answer: ProbeAnswer) =>
  `${answer.status}, ${answer.field('content-length') ?? 'not said'}`;

const isSent = (answer: ProbeAnswer, key: string) => (answer.field(key) === null ? NOT_SENT : SENT);

/** How a start that cannot be served was answered, in the words of a model. */
function kindOf(answer: ProbeAnswer, { headHex, sizeBytes }: Probes): OddAnswer | 'other' {
  if (answer.status >= 400) return 'refused';
  if (answer.start.length === 0) return 'empty';
  const isHead = toHex(answer.start.subarray(0, prefixLength)) === headHex;
  const length = answer.field('content-length');
  if (isHead && (length === null || Number(length) === sizeBytes)) return 'whole';
  return isFlv(answer.start) ? 'prefixed' : 'other';
}

const FILE_HEAD = 'the file’s own head';

/** The file's own head goes on with its metadata; what an offset leads to is no script tag. */
function firstBytes({ part, headHex }: Probes): string {
  const first = part.start.subarray(0, prefixLength);
  if (first.length < prefixLength) return 'too few';
  const hasMetadata = part.start[prefixLength] === scriptTagType;
  return toHex(first) === headHex && hasMetadata ? FILE_HEAD : toHex(first, ' ');
}

function expectedFirstBytes({ prefix }: Model, { flags }: Probes): string {
  if (prefix === 'file-head') return FILE_HEAD;
  if (prefix === 'own-flags') return toHex(specPrefix(flags), ' ');
  return typeof prefix === 'string' ? prefix : toHex(prefix, ' ');
}

/** The flags byte of a file's head. */
export function flagsOf(headHex: string): number {
  return fromHex(headHex)?.[4] ?? 0;
}
