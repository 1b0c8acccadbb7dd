import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogRow } from '../../contract/log.ts';
import { makeRequestRow, makeSeekRow } from '../../contract/test-support/make-rows.ts';
import { completeFilter } from './complete-filter.ts';
import { fields } from './fields.ts';
import { type FilterFault, parseFilter } from './parse-filter.ts';
import { factsOf, textOf } from './row-facts.ts';

function letsThrough(filter: string, row: LogRow): boolean {
  const parsed = parseFilter(filter);
  if (parsed.kind === 'fault') throw new Error(`${filter}: ${parsed.fault.error.message}`);
  return parsed.test(factsOf(row), () => textOf(row));
}

function faultOf(filter: string): FilterFault {
  const parsed = parseFilter(filter);
  if (parsed.kind === 'filter') throw new Error(`${filter} is a filter`);
  return parsed.fault;
}

const failed = makeSeekRow(
  { firstPictureMs: 120.4, status: 416, target: 'staging' },
  {
    number: 7,
    isProblem: true,
    verdict: { result: 'fail', code: 'picture_right' },
    marks: { note: 'Shown to Ada', mark: 'bug', colour: 'red', isPinned: true },
  },
);
const curl = makeRequestRow({ target: '/v/a.flv?start=1000', client: 'curl/8.5.0' });

describe('a filter', () => {
  test.each([
    '',
    'verdict:fail',
    'VERDICT:Fail',
    'is:seek is:problem',
    'is:pinned',
    'note:*',
    'note:"shown to ada"',
    'ada',
    'mark:bug -mark:ok',
    'mark:*',
    'colour:red',
    'picture>100',
    'picture>0.1s',
    'picture:120',
    'picture:120.4ms',
    '-picture<120.4',
    'status:416',
    'status>=400',
    'target:stag',
    'target=staging',
    'video:SAMPLE',
    'asked:0:42',
    'asked:0:42.3',
    'asked>42s',
    'asked<1:00:00',
    'error>299 error<=300',
    'landed:0:42.000',
    'start:1261000',
    'start:1,261,000',
    'result:"wrong picture"',
    'check:picture_right',
    'wrong',
    '"wrong picture"',
    '-curl',
    'picture:* -client:*',
    'number:7',
  ])('%s lets a failed seek through, and its opposite does not', (filter) => {
    expect(letsThrough(filter, failed)).toBe(true);
    if (/^-?\S+$/.test(filter)) {
      const opposite = filter.startsWith('-') ? filter.slice(1) : `-${filter}`;
      expect(letsThrough(opposite, failed)).toBe(false);
    }
  });

  test.each(['is:seek', 'verdict:pass', 'picture>0', 'asked:*', 'client:wget', 'b.flv'])(
    '%s does not let a request of curl through',
    (filter) => expect(letsThrough(filter, curl)).toBe(false),
  );

  test.each(['is:other', 'verdict:none', 'client:curl', '/v/a.flv', 'start:1000', 'GET'])(
    '%s does',
    (filter) => expect(letsThrough(filter, curl)).toBe(true),
  );

  test('a byte and a keyframe are asked for as they are written', () => {
    const byte = makeSeekRow({ asked: { kind: 'offset', offset: 1_204_887 } });
    const keyframe = makeSeekRow({ asked: { kind: 'keyframe', keyframe: 21 } });
    expect(letsThrough('asked:@1,204,887', byte)).toBe(true);
    expect(letsThrough('asked:#21', keyframe)).toBe(true);
    expect(letsThrough('asked:#21', byte)).toBe(false);
    expect(letsThrough('asked>@1000', keyframe)).toBe(false);
  });
});

test.each([
  ['verdikt:fail', 'filter_field_unknown', 'verdikt'],
  ['is:seek  verdict:broken', 'filter_value_invalid', 'verdict:broken'],
  ['picture>fast', 'filter_value_invalid', 'picture>fast'],
  ['picture>', 'filter_value_invalid', 'picture>'],
  ['error<-40', 'filter_value_invalid', 'error<-40'],
  ['verdict>fail', 'filter_value_invalid', 'verdict>fail'],
  ['video>a', 'filter_value_invalid', 'video>a'],
  ['status:*x', 'filter_value_invalid', 'status:*x'],
  ['http://host/a', 'filter_field_unknown', 'http'],
  ['text "not closed', 'filter_quote_open', '"not closed'],
])('%s is told to be wrong, and where', (filter, code, part) => {
  const { error, from, to } = faultOf(filter);
  expect(error.code).toBe(code);
  expect(filter.slice(from, to)).toBe(part);
  expect(error.message).toContain(
    `character ${from + (code === 'filter_value_invalid' ? part.search(/[:<>]/) + 2 : 1)}`,
  );
});

const written = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        '-',
        ' ',
        '"',
        ':',
        '>',
        '<=',
        '*',
        '@',
        '#',
        '0:42',
        '1.5s',
        'x',
        'fail',
        ...fields.map(({ name }) => name),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);
const row = fc.constantFrom<LogRow>(failed, curl, makeSeekRow({ state: 'running', played: null }));

test('any text is a filter or a fault within it', () => {
  fc.assert(
    fc.property(written, row, (text, each) => {
      const parsed = parseFilter(text);
      if (parsed.kind === 'filter') {
        expect(typeof parsed.test(factsOf(each), () => textOf(each))).toBe('boolean');
        return;
      }
      const { from, to, error } = parsed.fault;
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeGreaterThan(from);
      expect(to).toBeLessThanOrEqual(text.length);
      expect(error.code).toMatch(/^filter_/);
    }),
    { numRuns: 2000 },
  );
});

test('two filters side by side let through what both do', () => {
  fc.assert(
    fc.property(written, written, row, (one, two, each) => {
      const [a, b] = [parseFilter(one), parseFilter(two)];
      fc.pre(a.kind === 'filter' && b.kind === 'filter');
      const facts = factsOf(each);
      const text = () => textOf(each);
      expect(letsThrough(`${one} ${two}`, each)).toBe(a.test(facts, text) && b.test(facts, text));
    }),
  );
});

describe('what is offered', () => {
  const known = { video: ['sample.flv', 'my film.flv'], target: ['staging'] };
  const offered = (text: string, caret = text.length) => completeFilter(text, caret, known);

  test('fields that begin so, values behind the colon, in place of what is begun', () => {
    expect(offered('').map(({ label }) => label)).toEqual(fields.map(({ name }) => name));
    expect(offered('is:seek -ver')).toMatchObject([
      { label: 'verdict', text: 'is:seek -verdict:' },
    ]);
    expect(offered('pic')).toMatchObject([{ text: 'picture>' }]);
    expect(offered('verdict:f x', 9)).toMatchObject([{ text: 'verdict:fail x', caret: 13 }]);
    expect(offered('video:my')).toMatchObject([{ text: 'video:"my film.flv" ' }]);
    expect(offered('video:"my f')).toMatchObject([{ text: 'video:"my film.flv" ' }]);
    expect(offered('picture>1')).toEqual([]);
    expect(offered('nothing:')).toEqual([]);
    expect(offered('verdict:pass')).toEqual([]);
  });

  test('each value that is offered is one', () => {
    fc.assert(
      fc.property(written, fc.nat(40), (text, at) => {
        for (const { text: next, caret, label } of offered(text, Math.min(at, text.length))) {
          expect(caret).toBeLessThanOrEqual(next.length);
          expect(next.slice(0, caret)).toContain(label);
        }
      }),
    );
    for (const field of fields) {
      for (const { text } of offered(`${field.name}:`))
        expect(parseFilter(text).kind).toBe('filter');
    }
  });
});
