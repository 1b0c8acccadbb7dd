import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scriptComment, scriptLiteral } from './script-literal.ts';

/** What JavaScript makes of it. */
const evaluated = (code: string): unknown => new Function(`return ${code}`)();

it.each([
  ["it's", "'it\\'s'"],
  ['a\nb\\', "'a\\nb\\\\'"],
  [`\${x} \`y\` "z"`, `'\${x} \`y\` "z"'`],
  ['\u2028\u202E\uD800', "'\\u2028\\u202E\\uD800'"],
  ['é😀', "'é😀'"],
])('%j is %s', (text, literal) => {
  expect(scriptLiteral(text)).toBe(literal);
});

it('any text is itself once more, and ends nowhere before', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const literal = scriptLiteral(text);
      expect(evaluated(literal)).toBe(text);
      expect(Buffer.from(literal, 'utf8').toString('utf8')).toBe(literal);
      expect(literal).not.toMatch(/[\n\r\u2028\u2029]/);
    }),
  );
});

it('a comment ends with its line, whatever stands in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(evaluated(`(() => {\n${scriptComment(text)}\nreturn 7; })()`)).toBe(7);
    }),
  );
});
