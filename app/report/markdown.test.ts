import { expect, it } from 'vitest';
import { makeExchange, makeHop } from '../contract/test-support/make-records.ts';
import { markdownOf } from './markdown.ts';
import { brokenStatus, makeFailure, makeSummary } from './test-support/make-sweep.ts';

it('says what failed, how to repeat it, and what went over the wire', () => {
  const text = markdownOf(makeFailure(), makeSummary());
  expect(text).toMatch(/^### Seek `#21` in `sample\.flv` at `embedded as nginx`: fail\n/);
  expect(text).toContain('**fail** `status_expected`: `The status should be 200.`');
  expect(text).toContain('- Bytes in front: `46 4c 56 01');
  expect(text).toContain("```sh\nseeklab seek sample.flv --at '#21' --personality nginx\ncurl ");
  expect(text).toContain('```http\nGET /v/sample.flv?start=1261000&seek=sweep-2 HTTP/1.1');
});

it('what a server sent gets out of no fence, and mentions nobody', () => {
  const odd = '``` @everyone <img src=x>\n```` # no';
  const hop = makeHop({ responseHead: `HTTP/1.1 200 OK\r\nX-A: ${odd}\r\n\r\n` });
  const text = markdownOf(
    makeFailure({
      checks: [{ ...brokenStatus, seen: odd }],
      exchanges: [makeExchange({ hops: [hop] })],
    }),
    makeSummary(),
  );
  // Each is closed by a run of backticks as long as the one before, and none as long stands between.
  expect(text).toContain(
    '- seen `````` ``` @everyone <img src=x> ```` # no ``````'.replaceAll('``````', '`````'),
  );
  expect(text).toMatch(/`{5}http\n[^`]*(?:`{1,4}(?!`)[^`]*)*\n`{5}\n/);
});
