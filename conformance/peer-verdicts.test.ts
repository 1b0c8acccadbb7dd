import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isBad } from '../app/checks/verdict.ts';
import type { AnsweredAs } from '../app/contract/exchange.ts';
import { relayAddress } from '../app/http/relay-url.ts';
import { askJudged } from './under-test/judged-ask.ts';
import {
  type PeersAsTargets,
  startPeersAsTargets,
  whyNoPeer,
} from './under-test/peers-as-targets.ts';

/** Offsets of `sample.flv`: keyframe 21, and bytes inside a tag behind it. */
const KEYFRAME = 1_029_887;
const SIZE = 1_464_157;

/** What each server is asked: a row of the table. */
const asks = [
  { text: 'a keyframe', query: `start=${KEYFRAME}` },
  { text: 'inside a tag', query: `start=${KEYFRAME + 1000}` },
  { text: 'the last byte', query: `start=${SIZE - 1}` },
  { text: '0', query: 'start=0' },
  { text: 'the size', query: `start=${SIZE}` },
  { text: 'beyond the end', query: 'start=9999999' },
  { text: '-1', query: 'start=-1' },
  { text: 'text', query: 'start=abc' },
  { text: 'a keyframe, HEAD', query: `start=${KEYFRAME}`, method: 'HEAD' },
  { text: 'storage ignores Range', query: `start=${KEYFRAME}&bad=norange`, isThroughStorage: true },
  { text: 'storage breaks off', query: `start=${KEYFRAME}&bad=closemid`, isThroughStorage: true },
];

interface JudgedPeer {
  name: string;
  like: AnsweredAs;
  /** Does an application choose its storage? */
  isThroughStorage: boolean;
}

const peers: readonly JudgedPeer[] = [
  {
    name: 'perlbal-patched',
    like: { personality: 'perlbal-patch', hasQuirks: true },
    isThroughStorage: true,
  },
  {
    name: 'perlbal-plugin',
    like: { personality: 'perlbal-patch', hasQuirks: true },
    isThroughStorage: false,
  },
  {
    name: 'nginx-lua',
    like: { personality: 'perlbal-patch', hasQuirks: false },
    isThroughStorage: true,
  },
  { name: 'nginx-flv', like: { personality: 'nginx', hasQuirks: false }, isThroughStorage: false },
  {
    name: 'lighttpd-flv',
    like: { personality: 'lighttpd', hasQuirks: false },
    isThroughStorage: false,
  },
];

const missing = peers.map(({ name }) => whyNoPeer(name)).find((reason) => reason !== null);

describe('verdicts of real servers', () => {
  let targets: PeersAsTargets | undefined;
  beforeAll(async () => {
    if (missing === undefined) targets = await startPeersAsTargets();
  });
  afterAll(() => targets?.close());

  it('are those of docs/peer-verdicts.md', async ({ skip }) => {
    if (targets === undefined) return skip(missing ?? 'no storage');
    await targets.workbench.call('video.open', { name: 'sample.flv' });
    const ofItself = new Map<string, string[]>();
    const ofContract = new Map<string, string[]>();
    for (const peer of peers) {
      const port = await targets.start(peer.name);
      ofContract.set(peer.name, await judgeAll(targets, peer, peer.name));
      const asItself = `${peer.name}-as-itself`;
      await targets.add(asItself, peer.name, port, peer.like);
      ofItself.set(peer.name, await judgeAll(targets, peer, asItself));
    }
    const page = [
      '# What the checks say of real servers',
      '',
      'Made by `conformance/peer-verdicts.test.ts`, which puts the same requests to each peer as a target and holds the answers against',
      '`sample.flv`. Renew it with `npm run docs:peers`. A cell has the checks that failed or warned; how each is decided stands in',
      '[checks](checks.md).',
      '',
      '## Held against the contract',
      '',
      'As of a server of which nobody said what it is like.',
      '',
      ...tableOf(ofContract),
      '',
      '## Held against what they are',
      '',
      ...peers.map(
        ({ name, like }) =>
          `- \`${name}\` as \`${like.personality}\`${like.hasQuirks ? ' with its bugs' : ''}`,
      ),
      '',
      ...tableOf(ofItself),
      '',
    ].join('\n');
    await expect(page).toMatchFileSnapshot('../docs/peer-verdicts.md');
  }, 300_000);
});

/** @returns a cell for each ask */
async function judgeAll(
  targets: PeersAsTargets,
  peer: JudgedPeer,
  targetName: string,
): Promise<string[]> {
  const cells: string[] = [];
  for (const [i, { query, method, isThroughStorage }] of asks.entries()) {
    if (isThroughStorage && !peer.isThroughStorage) {
      cells.push('–');
      continue;
    }
    const mark = `${targetName}-${i}`;
    const address = `${relayAddress(targetName, 'sample.flv')}?${query}`;
    const { entry } = await askJudged(targets.workbench, address, {
      mark,
      ...(method && { method }),
    });
    const bad = entry.checks.filter(({ result }) => isBad(result));
    cells.push(
      bad.length === 0
        ? 'pass'
        : bad
            .map(({ code, result }) => `\`${code}\`${result === 'warn' ? ' (warn)' : ''}`)
            .join(', '),
    );
  }
  return cells;
}

function tableOf(cells: ReadonlyMap<string, readonly string[]>): string[] {
  const names = peers.map(({ name }) => name);
  const row = (texts: readonly string[]) => `| ${texts.join(' | ')} |`;
  return [
    row(['asked for', ...names.map((name) => `\`${name}\``)]),
    row(['---', ...names.map(() => '---')]),
    ...asks.map(({ text }, i) => row([text, ...names.map((name) => cells.get(name)?.[i] ?? '–')])),
  ];
}
