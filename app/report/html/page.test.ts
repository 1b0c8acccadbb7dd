import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SweepResult } from '../../contract/sweep.ts';
import { makeExchange, makeHop, makeSeek } from '../../contract/test-support/make-records.ts';
import {
  brokenStatus,
  makeFailure,
  makeResult,
  makeSummary,
  written,
} from '../test-support/make-sweep.ts';
import { manyResults } from '../test-support/many-results.ts';
import { writeHtml } from './page.ts';
import { styles } from './styles.ts';
import { MAX_DETAILS } from './survey.ts';
import { percentile } from './times.ts';

const htmlOf = (results: Parameters<typeof written>[2], summary = makeSummary()) =>
  written(writeHtml, summary, results);

/** The tags of a page without what they say, so that two pages of one structure are equal. */
function structureOf(page: string): string[] {
  const [start, ...rest] = page.split('<style>');
  const body = rest.join('').split('</style>').slice(1).join('');
  return [...`${start}${body}`.matchAll(/<(?:[^<>"]|"[^"]*")*>/g)].map(([tag]) =>
    tag.replace(/"[^"]*"/g, '""'),
  );
}

/** One failure all of whose texts a server, a file or a user could have chosen. */
function hostile(text: string): { result: SweepResult; summary: ReturnType<typeof makeSummary> } {
  const head = `HTTP/1.1 206 x${text.replace(/[\r\n]/g, '')}\r\nX-A: b\r\n\r\n`;
  const hop = makeHop({ responseHead: head, peer: `a${text}`, url: `http://a/${text}` });
  const error = { code: 'a', message: `a${text}`, fix: `a${text}` };
  const summary = makeSummary({
    plan: `a${text}`,
    budget: { name: `a${text}` },
    videos: [{ name: `a${text}`, sizeBytes: 10, durationMs: null, keyframes: 1 }],
    targets: [
      { name: `a${text}`, pattern: `http://a/?start={start}${text}`, personality: `a${text}` },
    ],
  });
  const result = makeFailure({
    plan: `a${text}`,
    fault: `a${text}`,
    ask: { kind: 'start', text: `a${text}` },
    seek: makeSeek({ error }),
    checks: [{ ...brokenStatus, message: `a${text}`, seen: `a${text}`, expected: `a${text}` }],
    exchanges: [makeExchange({ hops: [hop] })],
  });
  return { result, summary };
}

const pageOf = (text: string) => {
  const { result, summary } = hostile(text);
  return htmlOf([result, { ...result, number: 3 }], summary);
};

describe('the HTML report', () => {
  it('no text of a server, a file or a user is anything but text', async () => {
    const structure = structureOf(await pageOf(''));
    const odd = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '</script><script>alert(1)</script>',
        '<!--<script>',
        '"><img src=x onerror=alert(1)>',
        "' onload='a",
        '&lt;b&gt;',
        ']]>',
      ),
    );
    await fc.assert(
      fc.asyncProperty(odd, async (text) => {
        expect(structureOf(await pageOf(text))).toEqual(structure);
      }),
      { numRuns: 200 },
    );
  });

  it('runs its own script only, loads nothing and names no address outside itself', async () => {
    const page = await htmlOf([makeResult(), makeFailure()]);
    expect(page).toMatch(
      /content="default-src &#39;none&#39;; style-src &#39;sha256-[\w+/=]{44}&#39;; script-src &#39;sha256-[\w+/=]{44}&#39;; img-src data:/,
    );
    const addresses = [...page.matchAll(/\b(?:src|href|xlink:href)="([^"]*)"/g)].map(
      ([, to]) => to,
    );
    // A spec is a file that stands in the page.
    const own = /^(#|data:text\/plain;charset=utf-8,[\w%!&#;()*.~-]+$)/;
    expect(addresses.filter((to) => !own.test(to ?? ''))).toEqual([]);
    expect(addresses.filter((to) => to?.startsWith('data:'))).toHaveLength(2);
    expect(page).not.toMatch(/ style="| on\w+="/);
  });

  it('its colours and type are the console’s', () => {
    const url = new URL('../../renderer/design/tokens.css', import.meta.url);
    const tokensOf = (css: string) =>
      new Map(
        [...css.matchAll(/^ {2}(--[\w-]+):\s*([^;]*);/gm)].map(([, name, value]) => [
          name ?? '',
          value?.replace(/\s+/g, ' '),
        ]),
      );
    const own = tokensOf(readFileSync(url, 'utf8').split('@media')[0] ?? '');
    const written = tokensOf(styles);
    expect(written.size).toBeGreaterThan(15);
    for (const [name, value] of written) expect([name, value]).toEqual([name, own.get(name)]);
  });

  it('of 100,000 seeks each is in the table, and the page is small enough to be opened', async () => {
    const { summary, results } = manyResults(100_000);
    const page = await htmlOf(results, summary);
    const rows = JSON.parse(/id="rows">(.*?)<\/script>/s.exec(page)?.[1] ?? '');
    expect(rows).toHaveLength(100_000);
    expect(page.length).toBeLessThan(12_000_000);
    expect(page.match(/<details /g)).toHaveLength(MAX_DETAILS);
    expect(page).toContain('9,800 more seeks that failed or warned are in the table only');
  });

  it('of each kind of failure some are shown in full, however many there are of another', async () => {
    const common = Array.from({ length: 500 }, (_, i) => makeFailure({ number: i + 1 }));
    const rare = makeFailure({ number: 501, verdict: { result: 'fail', code: 'body_exact' } });
    const page = await htmlOf([...common, rare]);
    expect(page).toContain('id="r501"');
    expect(page.match(/<details /g)).toHaveLength(MAX_DETAILS);
  });

  it('heads of any length are cut, and it is said', async () => {
    const long = `HTTP/1.1 200 OK\r\n${'X-A: b\r\n'.repeat(5000)}X-B: ${'y'.repeat(100_000)}\r\n\r\n`;
    const hop = makeHop({ responseHead: long });
    const page = await htmlOf([makeFailure({ exchanges: [makeExchange({ hops: [hop] })] })]);
    expect(page.length).toBeLessThan(150_000);
    expect(page).toMatch(/[\d,]+ more bytes of this head are left out/);
  });

  it('says by which budget it was judged, and that its limits hold', async () => {
    const budget = { name: 'ci.yaml', limits: { firstByteMs: 200 } };
    const page = await htmlOf([makeResult(), makeFailure()], makeSummary({ budget }));
    expect(page).toContain('<dt>Budget</dt><dd>ci.yaml: firstByteMs 200</dd>');
    expect(page).toContain('Where the budget names a limit, it holds');
    const plain = await htmlOf([makeResult(), makeFailure()]);
    expect(plain).not.toContain('udget');
  });

  it('a picture stands in it as data', async () => {
    const picture = 'data:image/png;base64,iVBORw0KGgo=';
    expect(await htmlOf([makeFailure({ picture })])).toContain(
      `<img class="picture" src="${picture}"`,
    );
  });
});

it('percentiles are by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
  expect([50, 95, 99, 100].map((share) => percentile(hundred, share))).toEqual([50, 95, 99, 100]);
  expect(percentile([7], 50)).toBe(7);
});
