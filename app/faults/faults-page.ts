import { type FaultKind, faultKinds, faultParts, kindsOf } from './fault-kinds.ts';
import { kindExample, kindPattern } from './fault-text.ts';

/** What came of planting a fault under one personality. */
export interface PlantedFault {
  /** As `faults.add` took it, without the video's name. */
  readonly text: string;
  readonly manners: string;
  /** Seeks whose record says that they got to see it. */
  readonly planted: number;
  /** Of those, the ones that a check failed or warned about. */
  readonly caught: number;
  /** Each check that did, and for how many. */
  readonly checks: Readonly<Record<string, number>>;
}

/** `docs/faults.md`, made from the kinds and from what really came of them. */
export function faultsPage(planted: readonly PlantedFault[], clean: PlantedFault[]): string {
  const manners = [...new Set(planted.map((each) => each.manners))];
  return [
    head,
    ...faultParts.flatMap(partLines),
    caughtHead,
    `| fault | caught / planted | checks that catch it |`,
    '| --- | --- | --- |',
    ...faultKinds.map((kind) => caughtLine(kind, planted)),
    '',
    cleanLine(clean),
    '',
    '## Under each personality',
    '',
    'How many of the planted ones were caught; a dash where none was shown.',
    '',
    `| fault | ${manners.map((name) => `\`${name}\``).join(' | ')} |`,
    `| --- | ${manners.map(() => '---').join(' | ')} |`,
    ...faultKinds.map((kind) => mannersLine(kind, planted, manners)),
    '',
  ].join('\n');
}

const head = `# Faults

Made from \`app/faults\` by \`npm run docs:faults\`.

The embedded storage and application can do things wrong on purpose. A fault is asked for as \`PART:KIND\`: with \`--fault\` of \`seeklab seek\`,
\`sweep\`, \`serve\`, \`web\` and \`npm start\`, with \`seeklab.fault(…)\` of [the package](playwright.md), in the window behind the target's menu in the status bar
(*Faults…*), or by the operation \`faults.add\`. It holds until it is switched off or the program ends, and is in no settings: whoever starts
Seeklab anew gets honest servers.

\`\`\`
storage:stall@500000,every=3,video=sample.flv,chance=0.2,seed=7
\`\`\`

| behind the kind | means |
| --- | --- |
| \`@500000\`, \`@+500\` | the byte of the file, or so many bytes into the body; a part that does not have it is not touched |
| \`=3000\` | bytes, ms or kB/s, as the kind takes |
| \`,video=NAME\` | only that video, by its name in the library; \`,\` \`;\` and \`%\` are written \`%2C\` \`%3B\` \`%25\` |
| \`,from=BYTE\` | only requests for that byte of the file or a later one |
| \`,every=N\` | of the requests that it is meant for, each N-th |
| \`,chance=0.2\` | of those, this share; \`seed=N\` says which ones, the same on every machine |

Several are given one after the other, or with \`;\` between them, and are all shown. A seek that got to see one says so: in its exchange
(\`faults\`), in the inspector, in \`seeklab seek\`, and in every report, where *How to repeat it* asks for the fault again. The log row of
a seek that did not, such as two of three with \`every=3\`, says nothing: its answer was honest.

A personality that reads the head of the file first, such as \`spec\`, asks storage several times for one seek. Each is a request that counts.
`;

function partLines(part: (typeof faultParts)[number]): string[] {
  const name = `${part[0]?.toUpperCase()}${part.slice(1)}`;
  return [
    `## ${name}`,
    '',
    '| fault | what the part does | without a value |',
    '| --- | --- | --- |',
    ...kindsOf(part).map((kind) => {
      const usual = kind.takes.kind === 'nothing' ? '' : `\`${kindExample(kind)}\``;
      return `| \`${kindPattern(kind)}\` | ${kind.says} | ${usual} |`;
    }),
    '',
  ];
}

const caughtHead = `## What the checks make of them

Each was planted into seeks to keyframes through the embedded reproxy, under every personality, read to the end without a player. Caught is a seek
that a [check](checks.md) failed or warned about; behind each check stands for how many. \`connection_clean\` is
left out: it depends on who leaves first, the client or the server. \`first_byte_in_time\` counts only for faults of time: a busy machine is late too.
`;

const sumOf = (planted: readonly PlantedFault[], of: (each: PlantedFault) => number) =>
  planted.reduce((sum, each) => sum + of(each), 0);

const ofKind = (kind: FaultKind, planted: readonly PlantedFault[]) => {
  const begin = `${kind.part}:${kind.name}`;
  return planted.filter(({ text }) => /^[^@=,]*/.exec(text)?.[0] === begin);
};

function caughtLine(kind: FaultKind, planted: readonly PlantedFault[]): string {
  const own = ofKind(kind, planted);
  const codes = new Map<string, number>();
  for (const { checks } of own) {
    for (const [code, count] of Object.entries(checks)) {
      codes.set(code, (codes.get(code) ?? 0) + count);
    }
  }
  const total = sumOf(own, (each) => each.planted);
  const caught = sumOf(own, (each) => each.caught);
  const listed = [...codes]
    .toSorted(([code, count], [other, more]) => more - count || code.localeCompare(other))
    .map(([code, count]) => `\`${code}\` ${count}`);
  const why = remarks[`${kind.part}:${kind.name}`];
  const words = [listed.join(', '), why].filter(Boolean).join('. ');
  return `| \`${own[0]?.text ?? kindExample(kind)}\` | ${caught} / ${total} | ${words} |`;
}

/** Why one is not always caught. */
const remarks: Readonly<Record<string, string>> = {
  'storage:wrong-content-range':
    'As Perlbal of 2007 the reproxy does not look at it, and what it sends is right',
  'storage:long-body':
    'Hidden: the reproxy reads as many bytes as were promised and closes that connection',
  'storage:slow':
    'Without a player nothing is wrong; with one, `picture_in_time` and `plays_on` tell',
  'storage:no-length':
    'Hidden where Content-Range tells the length; only Perlbal of 2007 sends none either',
  'storage:other-version':
    'Hidden: one answer has one version; it keeps a copy from going on where another broke off',
  'application:two-starts':
    'Hidden where the personality takes the start from the address, as these servers do',
};

function mannersLine(
  kind: FaultKind,
  planted: readonly PlantedFault[],
  manners: readonly string[],
): string {
  const own = ofKind(kind, planted);
  const cells = manners.map((name) => {
    const each = own.find((one) => one.manners === name);
    return each === undefined || each.planted === 0 ? '–' : `${each.caught} / ${each.planted}`;
  });
  return `| \`${kind.part}:${kind.name}\` | ${cells.join(' | ')} |`;
}

function cleanLine(clean: readonly PlantedFault[]): string {
  const planted = sumOf(clean, (each) => each.planted);
  const alarms = sumOf(clean, (each) => each.caught);
  return `False alarms: ${alarms} of ${planted} seeks beside them that got to see no fault, in the same systems at the same time.`;
}
