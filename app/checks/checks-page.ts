import type { Rule } from './rule.ts';

const groups = {
  wire: 'What came over the wire to the client: status, fields, prefix, bytes.',
  stream: 'What the body is as FLV: tags, keyframes, times.',
  playback:
    'What a player made of it. Without a player, as in `seeklab seek`, those that need one are skipped, but for `picture_came` of a seek that failed: nobody could have shown a picture of it.',
} as const;

const needs: Record<Rule['needs'][number], string> = {
  head: 'the response head',
  body: 'the body of a video answer',
  index: 'the video’s scanned index',
  playback: 'a player',
};

/** `docs/checks.md`, made from the rules. */
export function checksPage(rules: readonly Rule[]): string {
  const sections = (Object.keys(groups) as Rule['group'][]).map((group) =>
    [
      `## ${group[0]?.toUpperCase()}${group.slice(1)}`,
      '',
      groups[group],
      '',
      ...rules.filter((rule) => rule.group === group).flatMap(ruleLines),
    ].join('\n'),
  );
  return `${head}\n${sections.join('\n')}`;
}

const head = `# The checks

Made from \`app/checks/rules\` by \`npm run docs:checks\`.

When a seek is over, each check comes to \`pass\`, \`warn\`, \`fail\` or \`skip\`, with the value seen, the value expected and a reason; the worst of
them is the seek's verdict. \`skip\` says that there was nothing to judge, and never makes a verdict worse. Answers are held against the
personality, and the quirks, under which they were made: what nginx does passes as nginx, and fails as \`perlbal-patch\`. Where
nobody knows what a server is like, they are held against the contract, and the sentence says so. A request of any client that carries
\`seek=NAME\` in its query is checked as well; the name must not be a number.
`;

function ruleLines({ code, severity, needs: needed, says, fix }: Rule): string[] {
  return [
    `### \`${code}\``,
    '',
    says,
    '',
    `- Otherwise: \`${severity}\`. Looks at ${needed.map((need) => needs[need]).join(', ')}.`,
    `- What to do: ${fix}`,
    '',
  ];
}
