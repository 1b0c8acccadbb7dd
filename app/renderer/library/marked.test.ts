import { expect, test } from 'vitest';
import { type Marked, markByClick } from './marked.ts';

const names = ['a', 'b', 'c', 'd'];
const plain = { ctrlKey: false, metaKey: false, shiftKey: false };

function createMarked(): Marked {
  let marked: readonly string[] = [];
  return {
    has: (name) => marked.includes(name),
    get names() {
      return marked;
    },
    set(next) {
      marked = next;
    },
  };
}

test('a click alone opens, and lets go of what was marked', () => {
  const marked = createMarked();
  marked.set(['a']);
  expect(markByClick(plain, 'b', marked, names)).toBe(false);
  expect(marked.names).toEqual([]);
});

test('Ctrl marks one after the other, and again takes one out', () => {
  const marked = createMarked();
  for (const name of ['a', 'c', 'a']) markByClick({ ...plain, ctrlKey: true }, name, marked, names);
  expect(marked.names).toEqual(['c']);
});

test('Shift marks from the last one on, in both directions', () => {
  const marked = createMarked();
  markByClick({ ...plain, metaKey: true }, 'c', marked, names);
  markByClick({ ...plain, shiftKey: true }, 'a', marked, names);
  expect([...marked.names].sort()).toEqual(['a', 'b', 'c']);
  markByClick({ ...plain, shiftKey: true }, 'd', marked, names);
  expect([...marked.names].sort()).toEqual(['c', 'd']);
});
